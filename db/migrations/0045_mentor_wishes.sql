CREATE TABLE "mentor_wishes" (
	"resident_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"mentor_id" uuid NOT NULL,
	CONSTRAINT "mentor_wishes_resident_id_place_pk" PRIMARY KEY("resident_id","place"),
	CONSTRAINT "mentor_wishes_once" UNIQUE("resident_id","mentor_id"),
	CONSTRAINT "mentor_wishes_place" CHECK ("mentor_wishes"."place" between 1 and 3),
	CONSTRAINT "mentor_wishes_two_people" CHECK ("mentor_wishes"."resident_id" <> "mentor_wishes"."mentor_id")
);
--> statement-breakpoint
ALTER TABLE "mentor_wishes" ADD CONSTRAINT "mentor_wishes_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_wishes" ADD CONSTRAINT "mentor_wishes_mentor_id_people_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;