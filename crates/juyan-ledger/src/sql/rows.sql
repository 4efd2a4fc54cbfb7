-- The records of the register :register that hold anything on the day :day and in which :words stand: in their code, in a field that
-- is among :fields, or as one of the codes :coded that the words mean; in the order of the field :sort.
SELECT e.seq FROM record e
WHERE e.register = :register
  AND EXISTS (
      SELECT 1 FROM field v
      WHERE v.record = e.seq AND v.value IS NOT NULL AND (v.since IS NULL OR v.since <= :day)
        AND (:words = '' OR instr(e.code, :words) > 0
             OR (v.kind <> 'code' AND instr(v.value, :words) > 0 AND v.name IN (SELECT value FROM json_each(:fields)))
             OR (v.kind = 'code' AND :coded <> '[]'
                 AND EXISTS (SELECT 1 FROM json_each(:coded) c WHERE c.value ->> 0 = v.name AND c.value ->> 1 = v.value)))
        AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change)
        AND NOT EXISTS (
            SELECT 1 FROM field n
            WHERE n.record = e.seq AND n.name = v.name AND (n.since IS NULL OR n.since <= :day)
              AND (coalesce(n.since, ''), n.seq) > (coalesce(v.since, ''), v.seq)
              AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = n.change)))
