-- Which transcript replaced another: asked for every file that anyone checks, and for the list of those that no longer hold.
create index on transcripts.transcript (school_id, supersedes_id) where supersedes_id is not null;
