-- What drizzle cannot declare. Nobody is in two places, and nobody has two supervisors or two mentors at once.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE session_people ADD CONSTRAINT session_people_one_place
  EXCLUDE USING gist (person_id WITH =, during WITH &&) WHERE (released_at IS NULL);
--> statement-breakpoint
ALTER TABLE shifts ADD CONSTRAINT shifts_one_place
  EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (kind NOT IN ('leave', 'on-call'));
--> statement-breakpoint
ALTER TABLE pairings ADD CONSTRAINT pairings_one_guide
  EXCLUDE USING gist (resident_id WITH =, kind WITH =, daterange(from_on, until_on) WITH &&)
  WHERE (kind IN ('supervisor', 'mentor') AND accepted_at IS NOT NULL);
--> statement-breakpoint
-- One open question to a mentor at a time.
CREATE UNIQUE INDEX pairings_one_question ON pairings (resident_id, kind)
  WHERE kind = 'mentor' AND accepted_at IS NULL AND declined_at IS NULL AND ended_at IS NULL;
