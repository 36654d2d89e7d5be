//! YAML. A text of the plain kind that most data is goes through the quick reader, any other through the complete parser.
//! Both read alike.

mod complete;
mod core_schema;
mod message;
mod quick;
#[cfg(test)]
mod tests;

pub(super) use core_schema::plain as plain_kind;

use super::assemble::Assembler;

/// Reads the YAML documents of `text`, which stands at byte `base` of the source.
pub(super) fn read<'s>(out: &mut Assembler<'s>, text: &'s str, base: usize) {
    if quick::read(out, text, base).is_none() {
        out.restart();
        complete::read(out, text, base);
    }
}
