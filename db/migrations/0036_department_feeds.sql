ALTER TABLE "roster_feeds" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_feeds" ADD COLUMN "department_id" uuid;--> statement-breakpoint
ALTER TABLE "roster_feeds" ADD CONSTRAINT "roster_feeds_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_feeds_one_department" ON "roster_feeds" USING btree ("department_id") WHERE "roster_feeds"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "roster_feeds" ADD CONSTRAINT "roster_feeds_whose" CHECK (num_nonnulls("roster_feeds"."person_id", "roster_feeds"."department_id") = 1);