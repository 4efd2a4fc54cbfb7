-- What would replace a row ends the whole transaction. A statement that may end alone keeps pages back for every row, which was a
-- fifth of what a fact cost; whatever calls a function may end alone, so the index of formulas asks for a range instead. A row
-- that comes without a place, as all do, gets the one behind the last, and the trigger before it sees -1; the one behind it sees
-- where it came to stand.
DROP INDEX IF EXISTS fact_by_formula;
CREATE INDEX fact_by_formula ON fact (origin) WHERE origin >= '{"kind":"formula",' AND origin < '{"kind":"formula-';

-- What is the only one of its kind would be replaced at a place of its own too.
DROP TRIGGER IF EXISTS change_is_never_replaced;
CREATE TRIGGER change_is_never_replaced BEFORE INSERT ON change WHEN NEW.seq <= (SELECT max(seq) FROM change)
    OR EXISTS (SELECT 1 FROM change WHERE reverses = NEW.reverses) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

DROP TRIGGER IF EXISTS property_is_never_replaced;
CREATE TRIGGER property_is_never_replaced BEFORE INSERT ON property WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM property) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER property_never_comes_before AFTER INSERT ON property WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS document_is_never_replaced;
CREATE TRIGGER document_is_never_replaced BEFORE INSERT ON document WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM document) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER document_never_comes_before AFTER INSERT ON document WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS fact_is_never_replaced;
CREATE TRIGGER fact_is_never_replaced BEFORE INSERT ON fact WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM fact) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER fact_never_comes_before AFTER INSERT ON fact WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS binding_is_never_replaced;
CREATE TRIGGER binding_is_never_replaced BEFORE INSERT ON binding WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM binding) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER binding_never_comes_before AFTER INSERT ON binding WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS answer_is_never_replaced;
CREATE TRIGGER answer_is_never_replaced BEFORE INSERT ON answer WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM answer) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER answer_never_comes_before AFTER INSERT ON answer WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS release_is_never_replaced;
CREATE TRIGGER release_is_never_replaced BEFORE INSERT ON release WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM release) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER release_never_comes_before AFTER INSERT ON release WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS record_is_never_replaced;
CREATE TRIGGER record_is_never_replaced BEFORE INSERT ON record WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM record)
    OR EXISTS (SELECT 1 FROM record WHERE register = NEW.register AND code = NEW.code) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER record_never_comes_before AFTER INSERT ON record WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
DROP TRIGGER IF EXISTS field_is_never_replaced;
CREATE TRIGGER field_is_never_replaced BEFORE INSERT ON field WHEN NEW.seq <> -1 AND NEW.seq <= (SELECT max(seq) FROM field) BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
CREATE TRIGGER field_never_comes_before AFTER INSERT ON field WHEN NEW.seq < 1 BEGIN
    SELECT RAISE(ROLLBACK, 'append only');
END;
