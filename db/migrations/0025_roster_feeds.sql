CREATE TABLE "roster_feeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"address" text NOT NULL,
	"host" text NOT NULL,
	"made_by_id" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"fetched_at" timestamp with time zone,
	"good_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"etag" text,
	"good_count" integer DEFAULT 0 NOT NULL,
	"doubted_count" integer,
	"skipped_count" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"problem_since" timestamp with time zone,
	"accepted_drop_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "shifts" ADD COLUMN "feed_id" uuid;--> statement-breakpoint
ALTER TABLE "roster_feeds" ADD CONSTRAINT "roster_feeds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_feeds_one" ON "roster_feeds" USING btree ("person_id") WHERE "roster_feeds"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "roster_feeds_due" ON "roster_feeds" USING btree ("fetched_at") WHERE "roster_feeds"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_feed_id_roster_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."roster_feeds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shifts_feed" ON "shifts" USING btree ("feed_id","starts_at");