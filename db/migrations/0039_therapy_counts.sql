CREATE TABLE "therapy_counts" (
	"resident_id" uuid PRIMARY KEY NOT NULL,
	"held" integer NOT NULL,
	CONSTRAINT "therapy_counts_held" CHECK ("therapy_counts"."held" > 0)
);
--> statement-breakpoint
ALTER TABLE "therapy_counts" ADD CONSTRAINT "therapy_counts_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;