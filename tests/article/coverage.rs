//! What the article prints of dates and figures is recorded.

use factlint_validator::coverage::{Mention, What};
use libtest_mimic::Failed;

use crate::Article;
use crate::project::Project;

pub fn is_whole(article: &Article) -> Result<(), Failed> {
    let coverage = Project::with(&article.text).run().coverage;
    let source = coverage.first().ok_or("the article was not read")?;
    let text = |mention: &Mention| source.text.text(mention.sentence)[mention.shown.clone()].to_owned();
    let must = |mention: &&Mention| match mention.what {
        What::Date | What::Figure => true,
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
