"""SQLite: one file a workspace, an append-only journal and caches that are rebuilt from it. The only place with SQL."""
