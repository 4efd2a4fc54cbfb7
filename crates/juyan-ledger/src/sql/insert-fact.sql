INSERT OR ROLLBACK INTO fact (change, key, region, period_from, period_to, value, value_to, class, unit, digits, scale, exact, bound, prices, note, department, secrecy, document, span_start, span_end, sentence_start, sentence_end, origin, revises)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
