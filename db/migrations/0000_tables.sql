CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_id" uuid,
	"about" uuid[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"made_by_id" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"file_name" text NOT NULL,
	"content" text NOT NULL,
	"written_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"recipient_id" uuid NOT NULL,
	"created_by_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"once_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "worker_beats" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"report" jsonb
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"resident_id" uuid NOT NULL,
	"supervisor_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"happened_on" date NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"next_on" date,
	"logged_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"request_key" uuid,
	CONSTRAINT "check_ins_requestKey_unique" UNIQUE("request_key"),
	CONSTRAINT "check_ins_outcome" CHECK ("check_ins"."outcome" in ('held', 'offered', 'declined')),
	CONSTRAINT "check_ins_topics" CHECK ("check_ins"."topics" <@ array['roster', 'duties', 'part-time', 'administration', 'guidance', 'career', 'collaboration', 'other-work']::text[])
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"resident_id" uuid NOT NULL,
	"form" text NOT NULL,
	"starts_on" date NOT NULL,
	"last_on" date,
	"planned_at" timestamp with time zone[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "coverage_resident_id_form_pk" PRIMARY KEY("resident_id","form")
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"check_in_id" uuid NOT NULL,
	"text" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"due_on" date,
	"kept_at" timestamp with time zone,
	"kept_by_id" uuid,
	CONSTRAINT "promises_length" CHECK (char_length("promises"."text") between 1 and 280)
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"resident_id" uuid NOT NULL,
	"guide_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	"proposed_at" timestamp with time zone,
	"proposed_by_id" uuid,
	"asked_at" timestamp with time zone,
	"asked_by_id" uuid,
	"accepted_at" timestamp with time zone,
	"accepted_by_id" uuid,
	"declined_at" timestamp with time zone,
	"declined_by_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"conflict" text,
	"conflict_found_at" timestamp with time zone,
	CONSTRAINT "pairings_kind" CHECK ("pairings"."kind" in ('supervisor', 'mentor', 'psychologist')),
	CONSTRAINT "pairings_two_people" CHECK ("pairings"."resident_id" <> "pairings"."guide_id"),
	CONSTRAINT "pairings_period" CHECK ("pairings"."until_on" is null or "pairings"."until_on" >= "pairings"."from_on"),
	CONSTRAINT "pairings_guide_accepts" CHECK ("pairings"."kind" = 'supervisor' or "pairings"."accepted_by_id" is null or "pairings"."accepted_by_id" = "pairings"."guide_id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	CONSTRAINT "contacts_locale" CHECK ("contacts"."locale" in ('nl', 'en'))
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"site" text NOT NULL,
	"phone" text,
	CONSTRAINT "departments_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"created_demo_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mentor_places" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"places" integer NOT NULL,
	CONSTRAINT "mentor_places_range" CHECK ("mentor_places"."places" between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_number" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	CONSTRAINT "people_staffNumber_unique" UNIQUE("staff_number")
);
--> statement-breakpoint
CREATE TABLE "qualifications" (
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text,
	"expires_on" date,
	CONSTRAINT "qualifications_person_id_kind_pk" PRIMARY KEY("person_id","kind"),
	CONSTRAINT "qualifications_kind" CHECK ("qualifications"."kind" in ('BIG', 'NHG', 'LVSC', 'psychotherapist'))
);
--> statement-breakpoint
CREATE TABLE "residencies" (
	"role_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"fte" numeric(3, 2) NOT NULL,
	CONSTRAINT "residencies_kind" CHECK ("residencies"."kind" in ('anios', 'aios')),
	CONSTRAINT "residencies_fte" CHECK ("residencies"."fte" > 0 and "residencies"."fte" <= 1)
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"department_id" uuid,
	"from_on" date NOT NULL,
	"until_on" date,
	CONSTRAINT "roles_once" UNIQUE NULLS NOT DISTINCT("person_id","role","department_id","from_on"),
	CONSTRAINT "roles_role" CHECK ("roles"."role" in ('resident', 'supervisor', 'mentor', 'psychologist', 'nurse', 'student', 'secretary', 'coordinator', 'admin')),
	CONSTRAINT "roles_period" CHECK ("roles"."until_on" is null or "roles"."until_on" > "roles"."from_on")
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"method" text NOT NULL,
	"device" text,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"imported_by_id" uuid,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shifts_person_start" UNIQUE("person_id","starts_at"),
	CONSTRAINT "shifts_kind" CHECK ("shifts"."kind" in ('day', 'evening', 'night', 'presence', 'on-call', 'leave')),
	CONSTRAINT "shifts_order" CHECK ("shifts"."ends_at" > "shifts"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "weekly_hours" (
	"person_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"from_time" time(0) NOT NULL,
	"until_time" time(0) NOT NULL,
	CONSTRAINT "weekly_hours_person_id_weekday_from_time_pk" PRIMARY KEY("person_id","weekday","from_time"),
	CONSTRAINT "weekly_hours_weekday" CHECK ("weekly_hours"."weekday" between 0 and 6),
	CONSTRAINT "weekly_hours_order" CHECK ("weekly_hours"."until_time" > "weekly_hours"."from_time")
);
--> statement-breakpoint
CREATE TABLE "session_people" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"part" text NOT NULL,
	"during" "tstzrange" NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "session_people_session_id_person_id_pk" PRIMARY KEY("session_id","person_id"),
	CONSTRAINT "session_people_part" CHECK ("session_people"."part" in ('resident', 'guide'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"form" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"place" text,
	"booked_by_id" uuid NOT NULL,
	"booked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"moved_at" timestamp with time zone,
	"moved_by_id" uuid,
	"cancelled_at" timestamp with time zone,
	"cancelled_by_id" uuid,
	"sequence" integer DEFAULT 0 NOT NULL,
	"request_key" uuid,
	CONSTRAINT "sessions_requestKey_unique" UNIQUE("request_key"),
	CONSTRAINT "sessions_order" CHECK ("sessions"."ends_at" > "sessions"."starts_at"),
	CONSTRAINT "sessions_form" CHECK ("sessions"."form" in ('check-in', 'mentor-session', 'intervision', 'supervision-group', 'learning-therapy', 'learning-talk', 'psychologist-session', 'shadow-day', 'feedback-moment', 'student-teaching'))
);
--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_supervisor_id_people_id_fk" FOREIGN KEY ("supervisor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_check_in_id_check_ins_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_ins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_guide_id_people_id_fk" FOREIGN KEY ("guide_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_places" ADD CONSTRAINT "mentor_places_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residencies" ADD CONSTRAINT "residencies_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_hours" ADD CONSTRAINT "weekly_hours_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_people" ADD CONSTRAINT "session_people_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_people" ADD CONSTRAINT "session_people_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_about" ON "audit" USING gin ("about");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE sent_at is null and dropped_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once" ON "outbox" USING btree ("once_key");--> statement-breakpoint
CREATE INDEX "check_ins_resident" ON "check_ins" USING btree ("resident_id","happened_on");--> statement-breakpoint
CREATE INDEX "check_ins_supervisor" ON "check_ins" USING btree ("supervisor_id","happened_on");--> statement-breakpoint
CREATE INDEX "promises_check_in" ON "promises" USING btree ("check_in_id");--> statement-breakpoint
CREATE INDEX "pairings_resident" ON "pairings" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "pairings_guide" ON "pairings" USING btree ("guide_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_email_key" ON "contacts" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "identities_person" ON "identities" USING btree ("person_id","issuer");--> statement-breakpoint
CREATE INDEX "roles_department" ON "roles" USING btree ("department_id","role");--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "sign_ins" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "shifts_when" ON "shifts" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "session_people_person" ON "session_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_when" ON "sessions" USING btree ("starts_at");