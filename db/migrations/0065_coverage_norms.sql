CREATE TABLE "coverage_digests" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"sent_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coverage_steps" (
	"resident_id" uuid NOT NULL,
	"form" text NOT NULL,
	"due_on" date NOT NULL,
	"step" smallint NOT NULL,
	"taken_on" date NOT NULL,
	CONSTRAINT "coverage_steps_resident_id_form_due_on_step_pk" PRIMARY KEY("resident_id","form","due_on","step"),
	CONSTRAINT "coverage_steps_step" CHECK ("coverage_steps"."step" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "norms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"form" text NOT NULL,
	"department_id" uuid,
	"kind" text,
	"since_on" date NOT NULL,
	"first_within_days" integer,
	"every_days" integer,
	"set_by_id" uuid,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "norms_once" UNIQUE NULLS NOT DISTINCT("form","department_id","kind","since_on"),
	CONSTRAINT "norms_form" CHECK ("norms"."form" in ('check-in', 'mentor-session', 'intervision', 'learning-talk', 'shadow-day', 'student-teaching')),
	CONSTRAINT "norms_kind" CHECK ("norms"."kind" in ('anios', 'aios')),
	CONSTRAINT "norms_first" CHECK ("norms"."first_within_days" between 1 and 730),
	CONSTRAINT "norms_every" CHECK ("norms"."every_days" is null or ("norms"."every_days" between 1 and 730 and "norms"."first_within_days" is not null)),
	CONSTRAINT "norms_lasting" CHECK ("norms"."form" not in ('check-in', 'mentor-session', 'intervision', 'learning-talk') or ("norms"."first_within_days" is null) = ("norms"."every_days" is null))
);
--> statement-breakpoint
ALTER TABLE "coverage" ADD COLUMN "pauses_on" date[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "coverage" ADD COLUMN "resumes_on" date[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "coverage_digests" ADD CONSTRAINT "coverage_digests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_steps" ADD CONSTRAINT "coverage_steps_resident_id_people_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "norms" ADD CONSTRAINT "norms_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_pauses" CHECK (cardinality("coverage"."pauses_on") = cardinality("coverage"."resumes_on"));