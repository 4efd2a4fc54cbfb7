-- Facts that follow from records are looked up by the formula and the period that they were asked for.
CREATE INDEX fact_by_formula ON fact (origin) WHERE substr(origin, 1, 18) = '{"kind":"formula",';
