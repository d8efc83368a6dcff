CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"site" text NOT NULL,
	"places" integer NOT NULL,
	"added_by_id" uuid,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	CONSTRAINT "rooms_places" CHECK ("rooms"."places" between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"form" text NOT NULL,
	"every_weeks" integer,
	"monthly_nth" integer,
	"from_on" date NOT NULL,
	"starts_time" time(0) NOT NULL,
	"last_on" date,
	"count" integer,
	"made_by_id" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_rhythm" CHECK (("series"."every_weeks" is null) <> ("series"."monthly_nth" is null)),
	CONSTRAINT "series_weeks" CHECK ("series"."every_weeks" between 1 and 26),
	CONSTRAINT "series_month" CHECK ("series"."monthly_nth" in (1, 2, 3, 4, -1)),
	CONSTRAINT "series_end" CHECK (("series"."last_on" is null) <> ("series"."count" is null))
);
--> statement-breakpoint
CREATE TABLE "waiting" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"form" text NOT NULL,
	"guide_id" uuid,
	"session_id" uuid,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone,
	"offered_session_id" uuid,
	"offered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "waiting_for_one" CHECK (("waiting"."guide_id" is null) <> ("waiting"."session_id" is null))
);
--> statement-breakpoint
ALTER TABLE "mentor_places" ADD COLUMN "pooled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session_people" ADD COLUMN "answer_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session_people" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session_people" ADD COLUMN "declined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "room_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "link" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "department_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seats" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "series_on" date;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "held_by_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "missed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "missed_by_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "planned_anyway_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "planned_anyway_by_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "planned_anyway_reason" text;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_guide_id_people_id_fk" FOREIGN KEY ("guide_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_offered_session_id_sessions_id_fk" FOREIGN KEY ("offered_session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rooms_name" ON "rooms" USING btree ("site","name");--> statement-breakpoint
CREATE INDEX "waiting_person" ON "waiting" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_series" ON "sessions" USING btree ("series_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_occurrence" ON "sessions" USING btree ("series_id","series_on");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_seats" CHECK ("sessions"."seats" between 1 and 500);--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_outcome" CHECK ("sessions"."held_at" is null or "sessions"."missed_at" is null);--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_anyway" CHECK (("sessions"."planned_anyway_at" is null) = ("sessions"."planned_anyway_reason" is null));