//! The sentences about a command line that cannot be understood. The library that reads it words them in English; these are the same
//! ones in other languages.

use super::{Lang, remarks};
use crate::answer::Warning;

/// The sentence of a code; none where the library's own is in that language.
pub fn wrong_line(lang: Lang, what: &Warning) -> Option<String> {
    let template = match lang {
        Lang::En => return None,
        Lang::Ja => japanese(what.code)?,
    };
    Some(remarks::fill(lang, template, what))
}

fn japanese(code: &str) -> Option<&'static str> {
    Some(match code {
        "unknown-argument" => "'{argument}' という引数はありません",
        "unknown-subcommand" => "'{command}' というコマンドはありません",
        "invalid-value" => "{argument} に '{value}' という値は使えません",
        "invalid-value-because" => "{argument} に '{value}' という値は使えません: {why}",
        "missing-value" => "{argument} には値が必要です",
        "missing-argument" => "次の引数が必要です: {argument}",
        "missing-subcommand" => "{command} にはコマンドが必要です",
        "repeated-argument" => "{argument} は一度しか指定できません",
        "argument-conflict" => "{argument} は {other} と同時に指定できません",
        "too-many-values" => "{argument} に余分な値 '{value}' があります",
        "too-few-values" => "{argument} には値が{expected}個以上必要ですが、{found}個しかありません",
        "wrong-number-of-values" => "{argument} には値が{expected}個必要ですが、{found}個です",
        "equals-sign" => "{argument} の値は = で続けて書いてください",
        "not-text" => "文字として読めない引数があります (UTF-8 ではありません)",
        "wrong-line" => "コマンドラインを解釈できません",
        "not-a-number" => "数字で書いてください",
        "number-too-large" => "数が大きすぎます",
        "number-too-small" => "数が小さすぎます",
        "possible-values" => "使える値: {values}",
        "possible-subcommands" => "使えるコマンド: {values}",
        "similar" => "ヒント: '{near}' のことですか",
        "as-a-value" => "ヒント: '{value}' を値として渡すには '{line}' と書いてください",
        "elsewhere" => "ヒント: '{line}' ならあります",
        "usage" => "使い方: {line}",
        "more-help" => "詳しくは '{line}' をご覧ください",
        _ => return None,
    })
}
