-- The lines of the trail, the files and the reports are few among many edits, and every screen asks for some of them.
-- Edits are not in it: nearly every entry is one, and each would cost another page at its commit.
CREATE INDEX journal_by_kind ON journal (kind) WHERE kind <> 'edit';
