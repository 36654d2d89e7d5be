//! The words that constrain a record.

use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Operand, SlotId, SlotPath};
use factlint_model::tree::{Kind, NodeRef};

use super::Parser;

impl Parser {
    /// Reads the constraints under one word: short, long, or a list of these.
    pub(super) fn constraints(
        &mut self,
        word: &'static str,
        key: NodeRef<'_>,
        value: NodeRef<'_>,
        into: &mut Vec<ConstraintId>,
    ) {
        let several = value.items().any(|item| !item.is_scalar());
        let each = if several { value.items().map(|item| (item, item)).collect() } else { vec![(key, value)] };
        self.harmless(true, |this| {
            each.into_iter().for_each(|(place, value)| this.constraint(word, place, value, into))
        });
    }

    fn constraint(&mut self, word: &'static str, place: NodeRef<'_>, value: NodeRef<'_>, into: &mut Vec<ConstraintId>) {
        let long = value.kind() == Kind::Mapping;
        if long {
            let own = arguments_of(word).iter().copied().chain(["level", "message", "at"]);
            self.known_arguments(value, &own.collect::<Vec<_>>());
        }
        let id = ConstraintId(u32::try_from(self.vocabulary.constraints.len()).unwrap_or(u32::MAX));
        self.constraint = Some(id);
        let body = if long { self.long(word, value) } else { self.short(word, value) };
        self.constraint = None;
        let Some(body) = body else { return };
        let (level, message) = self.level_and_message(value);
        let at = value.get("at").and_then(|slot| self.slot(slot));
        self.vocabulary.constraints.push(Constraint { body, level, message, at, declared: place.span() });
        into.push(id);
    }

    fn short(&mut self, word: &'static str, value: NodeRef<'_>) -> Option<ConstraintBody> {
        let yes = value.as_bool() == Some(true);
        match word {
            "chain" => self.chain(value),
            "unique" => {
                let slots = self.paths(value)?;
                Some(ConstraintBody::Unique { slots, within: None, fold: false })
            }
            "sequence" => {
                let by = if yes { None } else { Some(self.slot(value)?) };
                Some(ConstraintBody::Sequence { by, falling: false, strict: false, meets: false })
            }
            "disjoint" => {
                let per = if yes { Vec::new() } else { self.slots(value) };
                Some(ConstraintBody::Disjoint { per, within: None })
            }
            "cited" if yes => Some(ConstraintBody::Cited),
            _ => {
                let wanted = arguments_of(word).join(", ");
                let found = self.wrong(value.span(), format!("`{word}` takes a mapping of arguments"), "not a mapping");
                found.help = Some(if wanted.is_empty() { "write `true`".to_owned() } else { wanted });
                None
            }
        }
    }

    fn long(&mut self, word: &'static str, value: NodeRef<'_>) -> Option<ConstraintBody> {
        Some(match word {
            "chain" => {
                let slots = self.required(value, "slots")?;
                self.chain(slots)?
            }
            "sequence" => ConstraintBody::Sequence {
                by: value.get("by").and_then(|by| self.slot(by)),
                falling: self.flag_in(value, "falling", false),
                strict: self.flag_in(value, "strict", false),
                meets: self.flag_in(value, "meets", false),
            },
            "disjoint" => ConstraintBody::Disjoint {
                per: value.get("per").map(|per| self.slots(per)).unwrap_or_default(),
                within: self.duration_in(value, "within"),
            },
            "unique" => {
                let slots = self.required(value, "slots")?;
                ConstraintBody::Unique {
                    slots: self.paths(slots)?,
                    within: self.scope_in(value, "within"),
                    fold: self.flag_in(value, "fold", false),
                }
            }
            "cited" => ConstraintBody::Cited,
            "check" => {
                let (name, that) = (self.check_name(value), self.expression(value));
                ConstraintBody::Check { name: name?, that: that? }
            }
            _ => return self.relation(word, value),
        })
    }

    /// A relation of figures.
    fn relation(&mut self, word: &'static str, value: NodeRef<'_>) -> Option<ConstraintBody> {
        let is = self.path_in(value, "is");
        Some(match word {
            "sum" => {
                let parts = self.required(value, "parts")?;
                ConstraintBody::Sum {
                    parts: self.operands(parts)?,
                    is: is?,
                    within: self.scalar_in(value, "within"),
                    complete: self.flag_in(value, "complete", true),
                }
            }
            "share" => {
                let (part, whole) = (self.operand_in(value, "part"), self.operand_in(value, "whole"));
                ConstraintBody::Share { part: part?, whole: whole?, is: is? }
            }
            "difference" => {
                let (from, less) = (self.operand_in(value, "from"), self.operand_in(value, "less"));
                ConstraintBody::Difference { from: from?, less: less?, is: is? }
            }
            "product" => {
                let factors = self.required(value, "factors")?;
                ConstraintBody::Product { factors: self.operands(factors)?, is: is? }
            }
            "ratio" => {
                let (over, under) = (self.operand_in(value, "over"), self.operand_in(value, "under"));
                let per = self.scalar_in(value, "per");
                ConstraintBody::Ratio { over: over?, under: under?, per, is: is? }
            }
            "growth" => {
                let (from, to) = (self.operand_in(value, "from"), self.operand_in(value, "to"));
                ConstraintBody::Growth { from: from?, to: to?, is: is? }
            }
            "mean" => {
                let total = value.get("total").map(|total| self.operand(total));
                let count = self.operand_in(value, "count");
                ConstraintBody::Mean {
                    total: total.map_or(Some(None), |total| total.map(Some))?,
                    count: count?,
                    is: is?,
                }
            }
            _ => return None,
        })
    }

    fn chain(&mut self, node: NodeRef<'_>) -> Option<ConstraintBody> {
        let paths = self.paths(node)?;
        if paths.len() < 2 {
            let found = self.wrong(node.span(), "a chain has two slots or more", "fewer than two");
            found.help = Some("name the slots in their order in time, such as [start, end]".to_owned());
            return None;
        }
        Some(ConstraintBody::Chain(paths))
    }

    fn slots(&mut self, node: NodeRef<'_>) -> Vec<SlotId> {
        Self::each(node).into_iter().filter_map(|item| self.slot(item)).collect()
    }

    /// A list of slots; `None` if one of them is none.
    fn paths(&mut self, node: NodeRef<'_>) -> Option<Vec<SlotPath>> {
        let paths: Vec<_> = Self::each(node).into_iter().map(|item| self.path(item)).collect();
        paths.into_iter().collect()
    }

    fn operands(&mut self, node: NodeRef<'_>) -> Option<Vec<Operand>> {
        let operands: Vec<_> = Self::each(node).into_iter().map(|item| self.operand(item)).collect();
        operands.into_iter().collect()
    }
}

/// The arguments of a constraint, but for those that all have.
fn arguments_of(word: &str) -> &'static [&'static str] {
    match word {
        "chain" => &["slots"],
        "sequence" => &["by", "falling", "strict", "meets"],
        "disjoint" => &["per", "within"],
        "unique" => &["slots", "within", "fold"],
        "sum" => &["parts", "is", "within", "complete"],
        "share" => &["part", "whole", "is"],
        "difference" => &["from", "less", "is"],
        "product" => &["factors", "is"],
        "ratio" => &["over", "under", "per", "is"],
        "growth" => &["from", "to", "is"],
        "mean" => &["total", "count", "is"],
        "check" => &["name", "that"],
        _ => &[],
    }
}
