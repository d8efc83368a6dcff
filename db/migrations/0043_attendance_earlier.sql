CREATE TABLE "attendance_earlier" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"noted_by_id" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attendance_earlier_session_id_person_id_replaced_at_pk" PRIMARY KEY("session_id","person_id","replaced_at"),
	CONSTRAINT "attendance_earlier_outcome" CHECK ("attendance_earlier"."outcome" in ('present', 'absent'))
);
--> statement-breakpoint
CREATE TABLE "group_checks" (
	"group_id" uuid PRIMARY KEY NOT NULL,
	"mark" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attendance_earlier" ADD CONSTRAINT "attendance_earlier_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_earlier" ADD CONSTRAINT "attendance_earlier_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_checks" ADD CONSTRAINT "group_checks_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendance_earlier_person" ON "attendance_earlier" USING btree ("person_id");