CREATE TABLE "talk_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"resident_id" uuid NOT NULL,
	"supervisor_id" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"offered_at" timestamp with time zone,
	"offered_times" timestamp with time zone[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "talk_requests_times" CHECK (cardinality("talk_requests"."offered_times") <= 3),
	CONSTRAINT "talk_requests_offered" CHECK (("talk_requests"."offered_at" is null) = (cardinality("talk_requests"."offered_times") = 0))
);
--> statement-breakpoint
ALTER TABLE "talk_requests" ADD CONSTRAINT "talk_requests_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_requests" ADD CONSTRAINT "talk_requests_supervisor_id_people_id_fk" FOREIGN KEY ("supervisor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "talk_requests_open" ON "talk_requests" USING btree ("resident_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "talk_requests_supervisor" ON "talk_requests" USING btree ("supervisor_id");