//! What stands before the sections: title, contents, headline figures; and what stands after them.

use super::Part;
use super::svg;
use super::text::{apart, escaped, name_and_days};
use crate::answer::Document;
use crate::answer::column::Unit;
use crate::render::figures::{Direction, Figure};
use crate::render::show::Show;
use crate::words;
use std::fmt::Write as _;

/// Fewer sections than these need no contents.
const FEW: usize = 3;

/// The title, the day of observation and the files.
pub(super) fn front(title: &str, document: &Document, figures: &[Figure], show: Show) -> String {
    let words = words::page(show.lang);
    let skip = if figures.is_empty() { "" } else { words.skip };
    let skip = if skip.is_empty() { String::new() } else { format!("<a class=\"skip\" href=\"#main\">{skip}</a>\n") };
    let as_of = document.parameters.iter().find(|(key, _)| *key == "as_of");
    let as_of = as_of.filter(|_| document.command == "report");
    let as_of = as_of.map(|(_, day)| format!("{} {}", show.phrases.as_of, show.value(day, Unit::Date)));
    let (title, when) = name_and_days(title, show.phrases.and, show.phrases.as_of);
    let when = (!when.is_empty()).then(|| escaped(when));
    let files = document.inputs.iter().map(|input| apart(&input.path)).collect::<Vec<_>>().join(", ");
    let beneath: Vec<String> = when.into_iter().chain(as_of).chain((!files.is_empty()).then_some(files)).collect();
    format!("{skip}<header>\n<h1>{}</h1>\n<p class=\"sub\">{}</p>\n</header>\n", escaped(title), beneath.join(" · "))
}

/// Links to the sections.
pub(super) fn contents(parts: &[Part], refused: bool, show: Show) -> String {
    if parts.len() < FEW {
        return String::new();
    }
    let words = words::page(show.lang);
    let mut list = format!("<nav aria-label=\"{}\">\n<ul>\n", words.contents);
    for (number, part) in parts.iter().enumerate().filter(|(_, part)| !part.title.is_empty()) {
        let (name, _) = name_and_days(&part.title, show.phrases.and, show.phrases.as_of);
        writeln!(list, "<li><a href=\"#s{number}\">{}</a></li>", escaped(name)).expect("a string can grow");
    }
    if refused {
        writeln!(list, "<li><a href=\"#unanswered\">{}</a></li>", words.unanswered).expect("a string can grow");
    }
    list + "</ul>\n</nav>\n"
}

/// The headline figures as cards.
pub(super) fn figures(figures: &[Figure], show: Show) -> String {
    if figures.is_empty() {
        return String::new();
    }
    let words = words::page(show.lang);
    let mut html = format!(
        "<section aria-labelledby=\"glance\">\n<h2 id=\"glance\">{}</h2>\n<ul class=\"cards\">\n",
        words.headline
    );
    for figure in figures {
        html += &card(figure, show);
    }
    html + "</ul>\n</section>\n"
}

fn card(figure: &Figure, show: Show) -> String {
    let words = words::page(show.lang);
    let currency =
        figure.currency.as_ref().map_or_else(String::new, |name| format!(" <small>{}</small>", escaped(name)));
    let mut html = format!(
        "<li>\n<p class=\"of\">{}</p>\n<p class=\"what\">{}</p>\n<p class=\"figure\">{}{currency}</p>\n",
        escaped(&figure.title),
        escaped(&figure.label),
        escaped(&figure.value)
    );
    html += &figure.meter.map_or_else(String::new, svg::meter);
    let beside = figure.interval.iter().chain(&figure.basis).map(|text| escaped(text)).collect::<Vec<_>>();
    if !beside.is_empty() {
        writeln!(html, "<p class=\"beside\">{}</p>", beside.join("<br>")).expect("a string can grow");
    }
    if let Some(change) = &figure.change {
        let (class, arrow) = match change.direction {
            Direction::Up => ("up", "▲ "),
            Direction::Down => ("down", "▼ "),
            Direction::Unclear => ("unclear", ""),
        };
        let text = format!("{}{}", escaped(&change.text), show.phrases.and);
        let before = format!("{} {}", words.compared, escaped(&change.previous));
        writeln!(html, "<p class=\"change {class}\">{arrow}{text}{before}<br><em>{}</em></p>", change.verdict)
            .expect("a string can grow");
    }
    html + "</li>\n"
}

/// The questions without an answer.
pub(super) fn refused(refused: &[String], show: Show) -> String {
    if refused.is_empty() {
        return String::new();
    }
    let title = words::page(show.lang).unanswered;
    let items: Vec<String> = refused.iter().map(|text| format!("<li>{}</li>\n", escaped(text))).collect();
    let items = items.concat();
    format!("<section id=\"unanswered\">\n<h2>{title}</h2>\n<ul class=\"notes\">\n{items}</ul>\n</section>\n")
}

/// By what the page was made.
pub(super) fn foot(show: Show) -> String {
    let made = words::page(show.lang).made_by.replace("{version}", env!("CARGO_PKG_VERSION"));
    format!("<footer><p>{}</p></footer>\n", escaped(&made))
}
