//! The pictures of a section as charts of the spreadsheet, drawn from the cells beside them.

use super::records::Layout;
use crate::answer::Answer;
use crate::render::chart::{self, Picture};
use crate::render::show::Show;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLine, ChartLineDashType, ChartSolidFill, ChartType, Worksheet, XlsxError,
};

/// The most letters that a spreadsheet takes for the words of a picture.
const ALTERNATIVE: usize = 250;

/// The colours of the page.
const COLOURS: [u32; 5] = [0x001D_5FA6, 0x00B3_500E, 0x006A_7280, 0x006B_3FA0, 0x0054_5D69];

/// Puts the pictures of an answer to the right of its records.
pub(super) fn insert(sheet: &mut Worksheet, answer: &Answer, layout: &Layout, show: Show) -> Result<(), XlsxError> {
    for drawn in chart::of(answer, show) {
        let kind = match drawn.picture {
            Picture::Trend(_) | Picture::Curve(_) | Picture::Lines(_) => ChartType::Line,
            Picture::Columns(_) => ChartType::ColumnStacked,
            Picture::Bars(_) => ChartType::Bar,
            Picture::Shares(_) => continue,
        };
        let columns: Vec<(usize, u16)> = drawn.keys.iter().filter_map(|key| place(layout, key)).enumerate().collect();
        let Some(names) = names(answer, layout).filter(|_| !columns.is_empty() && layout.records > 0) else { continue };
        let mut chart = Chart::new(kind);
        let last = layout.records as u32;
        let name = sheet.name();
        for (number, column) in columns {
            let band = matches!(drawn.picture, Picture::Trend(_)) && number > 0;
            let series = chart.add_series();
            series.set_name((name.as_str(), 0, column)).set_categories((name.as_str(), 1, names, last, names));
            series.set_values((name.as_str(), 1, column, last, column));
            series.set_format(&mut look(kind, number, band));
        }
        let title = show.plain(&drawn.title);
        chart.title().set_name(title.as_str());
        chart.set_alt_text(drawn.told.chars().take(ALTERNATIVE).collect::<String>());
        chart.set_width(640).set_height(if kind == ChartType::Bar { 120 + 28 * last.min(24) } else { 340 });
        if kind == ChartType::Bar {
            chart.y_axis().set_reverse();
        }
        // Below the records, so that a printed sheet stays as wide as they are.
        sheet.insert_chart(layout.rows + 2, 0, &chart)?;
    }
    Ok(())
}

fn place(layout: &Layout, key: &str) -> Option<u16> {
    layout.keys.iter().position(|known| known == key).and_then(|place| u16::try_from(place).ok())
}

/// The column whose cells name the records.
fn names(answer: &Answer, layout: &Layout) -> Option<u16> {
    if layout.lead > 0 {
        return u16::try_from(layout.lead - 1).ok();
    }
    answer.sheet.columns.iter().find_map(|column| place(layout, column.key))
}

fn look(kind: ChartType, number: usize, band: bool) -> ChartFormat {
    let colour = COLOURS[if band { 2 } else { number % COLOURS.len() }];
    let mut format = ChartFormat::new();
    if kind == ChartType::Line {
        let mut line = ChartLine::new();
        line.set_color(colour).set_width(if band { 1.0 } else { 2.25 });
        if band {
            line.set_dash_type(ChartLineDashType::Dash);
        }
        format.set_line(&line);
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    }
    format
}
