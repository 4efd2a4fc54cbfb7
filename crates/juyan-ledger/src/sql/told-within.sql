  -- The years say nothing more than the days do, and are what the index is asked for.
  AND CAST(f.period_to AS INTEGER) BETWEEN CAST(:from AS INTEGER) AND CAST(:to AS INTEGER)
  -- The codes of what lies in a place begin as its own does.
  AND substr(f.region, 1, length(:stem)) = :stem AND f.period_to BETWEEN :from AND :to
  AND (f.document IS NOT NULL OR f.origin NOT BETWEEN '{"kind":"formula",' AND '{"kind":"formula-')
ORDER BY f.seq
