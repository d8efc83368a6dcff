CREATE TABLE "rest_set_aside" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rule" text NOT NULL,
	CONSTRAINT "rest_set_aside_session_id_person_id_pk" PRIMARY KEY("session_id","person_id"),
	CONSTRAINT "rest_set_aside_rule" CHECK ("rest_set_aside"."rule" in ('any', 'before-night', 'rest-after-shift', 'rest-after-night', 'rest-after-nights', 'rest-before-shift', 'day-off', 'too-long', 'weekly-rest', 'load'))
);
--> statement-breakpoint
ALTER TABLE "rest_set_aside" ADD CONSTRAINT "rest_set_aside_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rest_set_aside" ADD CONSTRAINT "rest_set_aside_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;