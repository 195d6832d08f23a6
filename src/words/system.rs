//! What the operating system says when a file cannot be read or written, in words that are the same on every system.

use super::Lang;
use std::io::{self, ErrorKind};

/// Each kind that has a wording, in English and in Japanese; what is rarer is told in the system's own words.
const KINDS: [(ErrorKind, &str, &str); 8] = [
    (ErrorKind::NotFound, "there is no such file or folder", "ファイルやフォルダーがありません"),
    (ErrorKind::PermissionDenied, "permission denied", "権限がありません"),
    (ErrorKind::IsADirectory, "it is a folder, not a file", "ファイルではなくフォルダーです"),
    (ErrorKind::NotADirectory, "a part of its path is no folder", "パスの途中にフォルダーでないものがあります"),
    (ErrorKind::StorageFull, "the disk is full", "ディスクに空きがありません"),
    (ErrorKind::QuotaExceeded, "the disk quota is used up", "ディスクの割り当てを使い切っています"),
    (ErrorKind::ReadOnlyFilesystem, "the disk can only be read", "ディスクが読み取り専用です"),
    (ErrorKind::FileTooLarge, "the file would be too large", "ファイルが大きくなりすぎます"),
];

/// The error in that language.
pub fn system(lang: Lang, error: &io::Error) -> String {
    worded(lang, error.kind()).map_or_else(|| error.to_string(), String::from)
}

/// The same for an error that is already written out, such as `No such file or directory (os error 2)` or our English words for it.
pub(super) fn written(lang: Lang, said: &str) -> Option<&'static str> {
    if let Some((kind, ..)) = KINDS.iter().find(|(_, english, _)| *english == said) {
        return worded(lang, *kind);
    }
    let number = said.strip_suffix(')')?.rsplit_once("(os error ")?.1;
    worded(lang, io::Error::from_raw_os_error(number.parse().ok()?).kind())
}

fn worded(lang: Lang, kind: ErrorKind) -> Option<&'static str> {
    KINDS.iter().find(|(known, ..)| *known == kind).map(|&(_, en, ja)| lang.pick(en, ja))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_both_languages() {
        let full = io::Error::from(ErrorKind::StorageFull);
        assert_eq!(system(Lang::En, &full), "the disk is full");
        assert_eq!(system(Lang::Ja, &full), "ディスクに空きがありません");
    }

    #[test]
    fn what_is_rare_stays_in_the_words_of_the_system() {
        let odd = io::Error::other("the moon is blue");
        assert_eq!(system(Lang::Ja, &odd), "the moon is blue");
        assert_eq!(written(Lang::Ja, "the moon is blue (os error moon)"), None);
    }

    #[cfg(unix)]
    #[test]
    fn an_error_that_is_written_out_is_known_by_its_number() {
        assert_eq!(
            written(Lang::En, "No such file or directory (os error 2)"),
            Some("there is no such file or folder")
        );
    }
}
