//! CSV and TSV: a header line, then a row a line. The file is one list; a row is a mapping from the header's cells to its
//! own, and every cell is a string.
//!
//! Cells are found here and not by a library, for their exact bytes and for what a library forgives: an open quote, text
//! behind a quote, rows of another length.

use memchr::{memchr, memchr3};

use super::assemble::Assembler;
use crate::tree::{Kind, NodeId, Style};

/// What may stand between cells. The header has it most often; of two, the first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a table. Without a delimiter, the header tells it.
pub(super) fn read(out: &mut Assembler<'_>, text: &str, delimiter: Option<u8>) {
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(text.as_bytes()));
    let mut reader = Reader { out, text, delimiter, at: 0, cells: Vec::new() };
    if !reader.row() {
        let finding = reader.out.log.syntax(0, 0, "this file has no header line");
        reader.out.log.push_break(finding.help("put the names of the columns in the first line"));
        return;
    }
    let columns = reader.header();
    let list = reader.out.builder.open(Kind::Sequence, Style::Block, offset(reader.at));
    reader.out.builder.root(list);
    let mut end = reader.at;
    while reader.row() {
        end = reader.entries(&columns);
    }
    reader.out.log.complete &= reader.at == text.len();
    reader.out.builder.close(list, offset(end));
}

/// The delimiter that stands most often in the first line, outside quotes.
fn delimiter_of(text: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for &byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    counts.iter().zip(DELIMITERS).find(|(count, _)| **count == most).map_or(b',', |(_, delimiter)| delimiter)
}

/// The bytes of a cell, its quotes included.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: usize,
    end: usize,
    /// Whether it is one quoted text, and nothing beside.
    quoted: bool,
}

struct Reader<'a, 's, 't> {
    out: &'a mut Assembler<'s>,
    text: &'t str,
    delimiter: u8,
    at: usize,
    /// The cells of the row that was read last.
    cells: Vec<Cell>,
}

impl Reader<'_, '_, '_> {
    /// Reads the cells of the next row; blank lines are read over. No at the end, or where a quote has none.
    fn row(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        self.cells.clear();
        if self.at == bytes.len() {
            return false;
        }
        loop {
            let Some(cell) = self.cell() else { return false };
            self.cells.push(cell);
            match bytes.get(cell.end) {
                Some(&found) if found == self.delimiter => self.at = cell.end + 1,
                _ => {
                    self.at = cell.end;
                    return true;
                }
            }
        }
    }

    fn cell(&mut self) -> Option<Cell> {
        let start = self.at;
        if self.text.as_bytes().get(start) != Some(&b'"') {
            return Some(Cell { start, end: self.cell_end(start), quoted: false });
        }
        let Some(closed) = self.closing_quote(start + 1) else {
            let finding = self.out.log.syntax(start, start + 1, "this quote is not closed");
            let finding = finding.at("opens here").note("the rows from here on are not read");
            self.out.log.push_break(finding.help("close it, and write a quote inside quotes twice"));
            return None;
        };
        let end = self.cell_end(closed);
        if end > closed {
            let finding = self.out.log.syntax(closed, end, "text after the closing quote of a cell");
            let help = "put the whole cell in quotes, and write a quote inside them twice";
            self.out.log.push(finding.at("outside the quotes").help(help));
        }
        Some(Cell { start, end, quoted: end == closed })
    }

    /// The byte after the quote that closes what starts at byte `at`.
    fn closing_quote(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            at += memchr(b'"', bytes.get(at..)?)? + 1;
            if bytes.get(at) != Some(&b'"') {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The next delimiter or line break.
    fn cell_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        memchr3(self.delimiter, b'\n', b'\r', rest).map_or(self.text.len(), |len| at + len)
    }

    /// Makes the header's cells nodes outside of any document, for which the keys of the rows stand.
    fn header(&mut self) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::with_capacity(self.cells.len());
        let mut first_of = std::collections::HashMap::new();
        for cell in std::mem::take(&mut self.cells) {
            let key = self.scalar(cell);
            let name = self.out.builder.peek(key).map_or("", |node| node.text()).to_owned();
            let first = *first_of.entry(name).or_insert(key);
            if first != key {
                super::keys::tell_duplicate(&self.out.builder, &mut self.out.log, key, first);
            }
            columns.push(Column { key, cell, read: first == key });
        }
        columns
    }

    /// Makes the cells read last a mapping, and tells where they are more or fewer than the columns. Gives its end.
    fn entries(&mut self, columns: &[Column]) -> usize {
        let cells = std::mem::take(&mut self.cells);
        let start = cells.first().map_or(self.at, |cell| cell.start);
        let end = cells.last().map_or(self.at, |cell| cell.end);
        let row = self.out.builder.open(Kind::Mapping, Style::Block, offset(start));
        for (cell, column) in cells.iter().zip(columns) {
            let key = self.out.builder.alias(column.key, offset(column.cell.start), offset(column.cell.end));
            if !column.read {
                self.out.builder.mark_unread(key);
            }
            self.scalar(*cell);
        }
        self.out.builder.close(row, offset(end));
        if cells.len() != columns.len() {
            // Of a longer row, what is too much.
            let start = cells.get(columns.len()).map_or(start, |cell| cell.start);
            self.tell_length(start..end, cells.len(), columns.len());
        }
        self.cells = cells;
        end
    }

    fn tell_length(&mut self, place: std::ops::Range<usize>, cells: usize, columns: usize) {
        let one = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
        let message = format!("this row has {}, but the header has {}", one(cells, "cell"), one(columns, "column"));
        let finding = self.out.log.syntax(place.start, place.end, message);
        let finding = match cells > columns {
            true => finding.at("no column").help("put a cell that has the delimiter in it in quotes"),
            false => finding.at("too few cells").help("write an empty cell for each that is missing"),
        };
        // No break: each column has all its cells, and the other rows are to be checked.
        self.out.log.push(finding);
    }

    fn scalar(&mut self, cell: Cell) -> NodeId {
        let (start, end) = (offset(cell.start), offset(cell.end));
        if !cell.quoted {
            return self.out.builder.scalar(Kind::String, Style::Plain, start, end);
        }
        let inside = self.text.get(cell.start + 1..cell.end - 1).unwrap_or_default();
        match memchr(b'"', inside.as_bytes()) {
            None => self.out.builder.scalar(Kind::String, Style::Double, start, end),
            Some(_) => self.out.builder.decoded(Kind::String, Style::Double, start, end, inside.replace("\"\"", "\"")),
        }
    }
}

/// A cell of the header.
struct Column {
    key: NodeId,
    cell: Cell,
    /// Whether it is the first of its name.
    read: bool,
}

/// A text as a cell: in quotes where any delimiter asks for it.
pub(crate) fn cell(text: &str, quote: bool) -> String {
    if quote || text.contains(['"', '\n', '\r']) || text.bytes().any(|byte| DELIMITERS.contains(&byte)) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Files have at most 1 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
