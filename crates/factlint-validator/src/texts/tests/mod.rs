use super::*;

mod article;
mod cutting;
mod finding;
mod folding;
mod marked_up;
mod soup;

fn plain(text: &str) -> SourceText {
    SourceText::read(text, Markup::Plain)
}

/// The sentences of a text, folded.
fn cut(text: &str) -> Vec<String> {
    let text = plain(text);
    text.sentences().map(|id| text.folded(id).into_owned()).collect()
}
