  -- Told by a paper, under a key that nobody gave it.
  AND f.document IS NOT NULL AND bound_key IS NULL
