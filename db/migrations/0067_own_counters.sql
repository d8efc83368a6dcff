CREATE TABLE "brought_counts" (
	"person_id" uuid NOT NULL,
	"source" text NOT NULL,
	"form" text NOT NULL,
	"hospital" text NOT NULL,
	"held" integer NOT NULL,
	"added" integer NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "brought_counts_person_id_source_form_pk" PRIMARY KEY("person_id","source","form"),
	CONSTRAINT "brought_counts_form" CHECK ("brought_counts"."form" in ('supervision-group', 'learning-therapy')),
	CONSTRAINT "brought_counts_sum" CHECK ("brought_counts"."held" >= 0 and "brought_counts"."held" + "brought_counts"."added" between 0 and 1200)
);
--> statement-breakpoint
CREATE TABLE "counter_corrections" (
	"person_id" uuid NOT NULL,
	"form" text NOT NULL,
	"added" integer NOT NULL,
	CONSTRAINT "counter_corrections_person_id_form_pk" PRIMARY KEY("person_id","form"),
	CONSTRAINT "counter_corrections_form" CHECK ("counter_corrections"."form" in ('supervision-group', 'learning-therapy')),
	CONSTRAINT "counter_corrections_added" CHECK ("counter_corrections"."added" between -200 and 200)
);
--> statement-breakpoint
CREATE TABLE "hospital" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text,
	"one" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "hospital_is_one" CHECK ("hospital"."one" = 1),
	CONSTRAINT "hospital_name_length" CHECK (char_length("hospital"."name") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "trusted_hospitals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"added_by_id" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by_id" uuid,
	CONSTRAINT "trusted_hospitals_key_form" CHECK ("trusted_hospitals"."public_key" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "trusted_hospitals_name_length" CHECK (char_length("trusted_hospitals"."name") between 1 and 120),
	CONSTRAINT "trusted_hospitals_removed" CHECK (("trusted_hospitals"."removed_at" is null) = ("trusted_hospitals"."removed_by_id" is null))
);
--> statement-breakpoint
ALTER TABLE "brought_counts" ADD CONSTRAINT "brought_counts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_corrections" ADD CONSTRAINT "counter_corrections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_hospitals" ADD CONSTRAINT "trusted_hospitals_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_hospitals" ADD CONSTRAINT "trusted_hospitals_removed_by_id_people_id_fk" FOREIGN KEY ("removed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_one" ON "hospital" USING btree ("one");--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_hospitals_key" ON "trusted_hospitals" USING btree ("public_key") WHERE "trusted_hospitals"."removed_at" is null;