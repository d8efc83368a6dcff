CREATE TABLE "shift_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"department_id" uuid NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"changed_by_id" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shift_codes_kind" CHECK ("shift_codes"."kind" in ('day', 'evening', 'night', 'presence', 'on-call', 'leave', 'ignore')),
	CONSTRAINT "shift_codes_length" CHECK (length("shift_codes"."code") between 1 and 30)
);
--> statement-breakpoint
ALTER TABLE "shift_codes" ADD CONSTRAINT "shift_codes_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shift_codes_once" ON "shift_codes" USING btree ("department_id",upper("code"));