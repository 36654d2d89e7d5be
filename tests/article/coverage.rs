//! What the article prints of dates and figures is recorded.

use factlint_validator::coverage::{Mention, What};
use libtest_mimic::Failed;

use crate::Article;
use crate::project::Project;

/// Small numbers in words, as in "two kinds of", count what the facts list, or are figures of speech.
pub fn is_whole(article: &Article) -> Result<(), Failed> {
    let coverage = Project::with(&article.text).run().coverage;
    let source = coverage.first().ok_or("the article was not read")?;
    let text = |mention: &Mention| source.text.text(mention.sentence)[mention.shown.clone()].to_owned();
    let must = |mention: &&Mention| match mention.what {
        What::Date => true,
        What::Figure => text(mention).contains(|char: char| char.is_ascii_digit()),
        What::Name => false,
    };
    let (covered, open): (Vec<&Mention>, Vec<&Mention>) =
        source.mentions.iter().filter(must).partition(|mention| mention.covered);
    match open.as_slice() {
        [] if covered.len() > 25 => Ok(()),
        [] => Err("too few dates were read".into()),
        open => Err(open.iter().map(|mention| text(mention)).collect::<Vec<_>>().join(", ").into()),
    }
}
