//! A page for a mail: tables and inline styles alone, because readers of mail drop style sheets, pictures and much else.

use super::chart::{Chart, Picture};
use super::figures::{self, Direction, Figure};
use super::html::escaped;
use super::page::{self, Block, Grid};
use super::show::Show;
use super::{Options, html};
use crate::answer::Document;
use crate::words;
use std::fmt::Write as _;
use std::io;

const TEXT: &str = "font-family:Helvetica,Arial,'Hiragino Sans','Yu Gothic',sans-serif;color:#1a1f26";
const QUIET: &str = "margin:4px 0;font-size:13px;color:#545d69";
/// Around a table: where it is wider than a telephone it can be pushed aside, by hand and by keyboard.
const ASIDE: (&str, &str) = ("<div style=\"overflow-x:auto\" tabindex=\"0\">\n", "</div>\n");
const CELL: &str = "padding:4px 8px;border-bottom:1px solid #d5dae0;font-size:14px;vertical-align:top";

/// The colours of parts, as on the page.
const PAINTS: [&str; 4] = ["#1d5fa6", "#b3500e", "#6a7280", "#6b3fa0"];

/// Writes a document as a mail.
pub(super) fn write(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let show = Show::new(options);
    let words = words::page(show.lang);
    let mut body = String::new();
    let mut title = words::command(show.lang, document.command).to_owned();
    let mut rest = String::new();
    for block in page::answers(document, show) {
        if let Block::Title(text) = &block {
            title.clone_from(text);
        } else {
            rest += &shown(&block, show);
        }
    }
    writeln!(body, "<h1 style=\"font-size:22px;margin:0 0 8px\">{}</h1>", escaped(&title)).expect("a string can grow");
    body += &glance(&figures::of(document, show), show);
    body += &rest;
    for block in page::tail(document, show) {
        body += &shown(&block, show);
    }
    let made = words.made_by.replace("{version}", env!("CARGO_PKG_VERSION"));
    writeln!(body, "<p style=\"{QUIET};margin-top:24px\">{}</p>", escaped(&made)).expect("a string can grow");
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body style=\"margin:0;padding:0;background:#ffffff\">\n\
         <main>\n<table role=\"none\" style=\"width:100%;max-width:760px;margin:0 auto;border-collapse:collapse;table-layout:fixed\">\n<tbody>\n\
         <tr><td style=\"padding:16px;{TEXT};font-size:15px;line-height:1.5;overflow-wrap:break-word\">\n{body}</td></tr>\n</tbody>\n</table>\n</main>\n</body>\n</html>\n",
        tag = words.tag,
        title = escaped(&title),
    )
}

/// The headline figures.
fn glance(figures: &[Figure], show: Show) -> String {
    if figures.is_empty() {
        return String::new();
    }
    let words = words::page(show.lang);
    let mut html = format!(
        "{}<table style=\"border-collapse:collapse;margin:12px 0\">\n<caption style=\"text-align:left;font-weight:bold;padding:4px 8px\">{}</caption>\n<tbody>\n",
        ASIDE.0, words.headline
    );
    for figure in figures {
        let value =
            figure.value.clone() + &figure.currency.as_ref().map_or_else(String::new, |name| format!(" {name}"));
        let beside =
            figure.interval.iter().chain(&figure.basis).map(|text| escaped(text)).collect::<Vec<_>>().join("<br>");
        let change = figure.change.as_ref().map_or_else(String::new, |change| {
            let colour = match change.direction {
                Direction::Up => "#17683a",
                Direction::Down => "#a3211b",
                Direction::Unclear => "#545d69",
            };
            format!("<span style=\"color:{colour}\">{}<br>{}</span>", escaped(&change.text), change.verdict)
        });
        writeln!(
            html,
            "<tr><th scope=\"row\" style=\"{CELL};text-align:left;font-weight:normal\">{}</th>\
             <td style=\"{CELL};text-align:right;font-size:18px;font-weight:bold;white-space:nowrap\">{}</td>\
             <td style=\"{CELL};color:#545d69\">{beside}</td><td style=\"{CELL}\">{change}</td></tr>",
            escaped(&figure.label),
            escaped(&value),
        )
        .expect("a string can grow");
    }
    html + "</tbody>\n</table>\n" + ASIDE.1
}

fn shown(block: &Block, show: Show) -> String {
    match block {
        Block::Title(text) | Block::Heading(text) => {
            let style = "font-size:17px;margin:28px 0 4px;border-top:1px solid #d5dae0;padding-top:16px";
            format!("<h2 style=\"{style}\">{}</h2>\n", escaped(text))
        }
        Block::Definition(text) => {
            let word = words::page(show.lang).definition;
            format!("<p style=\"margin:4px 0;font-size:14px\"><b>{word}</b> {}</p>\n", escaped(text))
        }
        Block::Legend(text) | Block::Line(text) | Block::Refused(text) => {
            format!("<p style=\"{QUIET}\">{}</p>\n", escaped(text))
        }
        Block::Note(kind, text) => format!("<p style=\"{QUIET}\"><b>{}</b> {}</p>\n", escaped(kind), escaped(text)),
        Block::Chart(chart) => drawn(chart),
        Block::Table(grid) => {
            let (grid, parts) = html::parts_of(grid);
            parts.iter().map(|places| table(grid, places)).collect()
        }
    }
}

/// Of the pictures only those that cells can draw: wholes cut into parts.
fn drawn(chart: &Chart) -> String {
    let Picture::Shares(shares) = &chart.picture else { return String::new() };
    let mut html = String::new();
    for (name, parts) in &shares.bars {
        write!(html, "<p style=\"{QUIET}\">{}</p>\n<table role=\"none\" style=\"width:100%;border-collapse:collapse\"><tbody><tr>", escaped(name))
            .expect("a string can grow");
        for ((share, text), paint) in parts.iter().zip(&shares.paints) {
            let colour = PAINTS[usize::from(paint - 1) % PAINTS.len()];
            // Where a part is narrow its words would break the bar; the line below has them.
            let text = if *share > 0.25 { escaped(text) } else { "&nbsp;".to_owned() };
            write!(html, "<td style=\"width:{:.1}%;background:{colour};color:#ffffff;padding:4px 6px;font-size:12px\">{text}</td>", share * 100.0)
                .expect("a string can grow");
        }
        html += "</tr></tbody></table>\n";
    }
    let names = shares.names.iter().zip(&shares.paints).map(|(name, paint)| {
        let colour = PAINTS[usize::from(paint - 1) % PAINTS.len()];
        format!("<span style=\"color:{colour}\">&#9632;</span> {}", escaped(name))
    });
    format!("{html}<p style=\"{QUIET}\">{}</p>\n", names.collect::<Vec<_>>().join(" &nbsp; "))
}

fn table(grid: &Grid, places: &[usize]) -> String {
    let mut html = format!("{}<table style=\"border-collapse:collapse;margin:10px 0\">\n", ASIDE.0);
    let side = |place: usize| if grid.columns[place].right { "right;white-space:nowrap" } else { "left" };
    if grid.has_head() {
        html += "<thead>\n<tr>";
        for place in places {
            let title = escaped(grid.columns[*place].title.trim());
            let scope = if title.is_empty() { "td" } else { "th scope=\"col\"" };
            let end = if title.is_empty() { "td" } else { "th" };
            let align = if grid.columns[*place].right { "right" } else { "left" };
            write!(
                html,
                "<{scope} style=\"{CELL};text-align:{align};font-weight:bold;vertical-align:bottom\">{title}</{end}>"
            )
            .expect("a string can grow");
        }
        html += "</tr>\n</thead>\n";
    }
    html += "<tbody>\n";
    for row in grid.rows.iter().take(html::ROWS) {
        html += "<tr>";
        for place in places {
            let (tag, weight) =
                if *place < grid.lead.max(1) { ("th scope=\"row\"", ";font-weight:normal") } else { ("td", "") };
            let end = &tag[..2];
            write!(
                html,
                "<{tag} dir=\"auto\" style=\"{CELL};text-align:{}{weight}\">{}</{end}>",
                side(*place),
                escaped(row[*place].trim())
            )
            .expect("a string can grow");
        }
        html += "</tr>\n";
    }
    html + "</tbody>\n</table>\n" + ASIDE.1
}
