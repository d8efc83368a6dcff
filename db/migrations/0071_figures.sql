CREATE TABLE "figure_bases" (
	"month" date NOT NULL,
	"department_id" uuid NOT NULL,
	"people" uuid[] NOT NULL,
	CONSTRAINT "figure_bases_month_department_id_pk" PRIMARY KEY("month","department_id")
);
--> statement-breakpoint
CREATE TABLE "figures" (
	"month" date NOT NULL,
	"scope" text NOT NULL,
	"department_id" uuid,
	"measure" text NOT NULL,
	"total" integer,
	"reached" integer,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "figures_once" UNIQUE NULLS NOT DISTINCT("month","scope","department_id","measure"),
	CONSTRAINT "figures_scope" CHECK ("figures"."scope" in ('department', 'rest', 'hospital')),
	CONSTRAINT "figures_department" CHECK (("figures"."department_id" is not null) = ("figures"."scope" = 'department')),
	CONSTRAINT "figures_measure" CHECK ("figures"."measure" in ('check-in', 'mentor-session', 'intervision', 'shadow-day', 'student-teaching', 'learning-talk', 'promises', 'working-hours', 'attendance')),
	CONSTRAINT "figures_reached" CHECK ("figures"."reached" <= "figures"."total")
);
--> statement-breakpoint
ALTER TABLE "figure_bases" ADD CONSTRAINT "figure_bases_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figures" ADD CONSTRAINT "figures_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;