CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"made_by_id" uuid,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "absences_period" CHECK ("absences"."until_on" > "absences"."from_on")
);
--> statement-breakpoint
CREATE TABLE "hours_exceptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"on" date NOT NULL,
	"from_time" time(0),
	"until_time" time(0),
	CONSTRAINT "hours_exceptions_once" UNIQUE NULLS NOT DISTINCT("person_id","on","from_time"),
	CONSTRAINT "hours_exceptions_both" CHECK (("hours_exceptions"."from_time" is null) = ("hours_exceptions"."until_time" is null)),
	CONSTRAINT "hours_exceptions_order" CHECK ("hours_exceptions"."until_time" > "hours_exceptions"."from_time")
);
--> statement-breakpoint
CREATE TABLE "meeting_rules" (
	"person_id" uuid NOT NULL,
	"form" text NOT NULL,
	"notice_minutes" integer NOT NULL,
	"cancel_minutes" integer NOT NULL,
	"buffer_minutes" integer DEFAULT 0 NOT NULL,
	"most_per_day" integer,
	"most_per_week" integer,
	"confirms_at" timestamp with time zone,
	CONSTRAINT "meeting_rules_person_id_form_pk" PRIMARY KEY("person_id","form"),
	CONSTRAINT "meeting_rules_notice" CHECK ("meeting_rules"."notice_minutes" between 0 and 43200),
	CONSTRAINT "meeting_rules_cancel" CHECK ("meeting_rules"."cancel_minutes" between 0 and 43200),
	CONSTRAINT "meeting_rules_buffer" CHECK ("meeting_rules"."buffer_minutes" between 0 and 120),
	CONSTRAINT "meeting_rules_day" CHECK ("meeting_rules"."most_per_day" between 1 and 20),
	CONSTRAINT "meeting_rules_week" CHECK ("meeting_rules"."most_per_week" between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "weekly_hours" DROP CONSTRAINT "weekly_hours_person_id_weekday_from_time_pk";--> statement-breakpoint
ALTER TABLE "weekly_hours" ADD COLUMN "form" text DEFAULT 'every' NOT NULL;--> statement-breakpoint
ALTER TABLE "weekly_hours" ADD CONSTRAINT "weekly_hours_person_id_form_weekday_from_time_pk" PRIMARY KEY("person_id","form","weekday","from_time");--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_exceptions" ADD CONSTRAINT "hours_exceptions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_rules" ADD CONSTRAINT "meeting_rules_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_person" ON "absences" USING btree ("person_id");