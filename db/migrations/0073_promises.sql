CREATE TABLE "check_in_corrections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"check_in_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"happened_on" date NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"corrected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"corrected_by_id" uuid NOT NULL,
	"request_key" uuid,
	CONSTRAINT "check_in_corrections_requestKey_unique" UNIQUE("request_key"),
	CONSTRAINT "check_in_corrections_outcome" CHECK ("check_in_corrections"."outcome" in ('held', 'offered', 'declined')),
	CONSTRAINT "check_in_corrections_topics" CHECK ("check_in_corrections"."topics" <@ array['roster', 'duties', 'part-time', 'administration', 'guidance', 'career', 'collaboration', 'other-work']::text[])
);
--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "made_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "not_kept_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "not_kept_by_id" uuid;--> statement-breakpoint
ALTER TABLE "check_in_corrections" ADD CONSTRAINT "check_in_corrections_check_in_id_check_ins_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_ins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_corrections" ADD CONSTRAINT "check_in_corrections_corrected_by_id_people_id_fk" FOREIGN KEY ("corrected_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_in_corrections_check_in" ON "check_in_corrections" USING btree ("check_in_id","corrected_at");--> statement-breakpoint
CREATE INDEX "promises_due" ON "promises" USING btree ("due_on");--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_mark" CHECK ("promises"."kept_at" is null or "promises"."not_kept_at" is null);