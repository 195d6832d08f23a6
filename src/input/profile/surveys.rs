//! Survey tools.

use super::{PLAIN, Profile};
use crate::input::roles::{Kind, Role};
use crate::input::standing::{Says, Standing};
use crate::input::value::score::Words;

/// A survey tool's export, with nothing else said.
const SURVEY: Profile = Profile { kind: Kind::Surveys, ..PLAIN };

/// Answers given to try out a survey, by label and by code; 17 is such an answer given offline.
const PREVIEW: (Standing, &[&str]) =
    (Standing::Preview, &["survey preview", "survey test", "offline survey preview", "1", "2", "9", "17"]);
const UNFINISHED: (Standing, &[&str]) = (Standing::Unfinished, &["0", "false"]);

/// What Qualtrics says of an answer, by label or by code.
const QUALTRICS_STANDING: &[Says] = &[
    Says { columns: &["Status", "V7"], words: &[PREVIEW], other: Some(Standing::Sale) },
    Says { columns: &["Finished", "V10"], words: &[UNFINISHED], other: Some(Standing::Sale) },
];

/// Three header rows: ids, the questions in the survey's language, and import ids.
const QUALTRICS: Profile = Profile {
    name: "qualtrics",
    signature: &["StartDate", "EndDate", "Finished", "ResponseId", "DistributionChannel"],
    roles: &[
        (Role::Customer, &["ExternalReference", "RecipientEmail"]),
        (Role::Date, &["RecordedDate", "EndDate"]),
        (Role::Order, &[]),
    ],
    standing: QUALTRICS_STANDING,
    companion: Some("_NPS_GROUP"),
    ..SURVEY
};

/// Two header rows: V1 to V10, then what they mean.
const QUALTRICS_LEGACY: Profile = Profile {
    name: "qualtrics-legacy",
    signature: &["V1", "V2", "V7", "V8", "V9", "V10"],
    roles: &[(Role::Customer, &["V4", "V5"]), (Role::Date, &["V9", "V8"]), (Role::Order, &[])],
    standing: QUALTRICS_STANDING,
    companion: Some("_NPS_GROUP"),
    ..SURVEY
};

/// An excerpt of a Qualtrics export that kept the two columns about the answer itself.
const QUALTRICS_EXCERPT: Profile = Profile {
    name: "qualtrics-excerpt",
    signature: &["Status", "Finished"],
    confirmed: true,
    standing: QUALTRICS_STANDING,
    companion: Some("_NPS_GROUP"),
    ..SURVEY
};

/// Two header rows: the questions, then their choices.
const SURVEY_MONKEY: Profile = Profile {
    name: "surveymonkey",
    signature: &["Respondent ID", "Collector ID", "Start Date", "End Date"],
    roles: &[(Role::Customer, &["Email Address"]), (Role::Date, &["End Date", "Start Date"]), (Role::Order, &[])],
    ..SURVEY
};

/// Partial answers have no date of submission.
const TYPEFORM: Profile = Profile {
    name: "typeform",
    signature: &["#", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
    roles: &[(Role::Date, &["Submit Date (UTC)"]), (Role::Order, &[])],
    standing: &[Says {
        columns: &["Response Type"],
        words: &[(Standing::Unfinished, &["partial", "started"])],
        other: Some(Standing::Sale),
    }],
    ..SURVEY
};

const DELIGHTED: Profile = Profile {
    name: "delighted",
    signature: &["person", "survey_type", "score", "permalink", "created_at"],
    roles: &[
        (Role::Nps, &["score"]),
        (Role::Csat, &["score"]),
        (Role::Ces, &["score"]),
        (Role::Customer, &["person"]),
        (Role::Date, &["created_at"]),
        (Role::Order, &[]),
    ],
    topic: Some("survey_type"),
    ..SURVEY
};

/// Good and bad are words here, offered and unoffered mean that nobody answered.
const ZENDESK: Profile = Profile {
    name: "zendesk-ratings",
    signature: &["assignee_id", "group_id", "score", "created_at"],
    roles: &[
        (Role::Nps, &[]),
        (Role::Csat, &["score"]),
        (Role::Ces, &[]),
        (Role::Customer, &["requester_id"]),
        (Role::Date, &["created_at"]),
        (Role::Order, &[]),
    ],
    words: Some(Words::GoodBad),
    ..SURVEY
};

/// Satisfaction has three steps here, 0 to 2.
const HUBSPOT: Profile = Profile {
    name: "hubspot-feedback",
    signature: &["hs_survey_type", "hs_value", "hs_submission_timestamp"],
    roles: &[
        (Role::Nps, &["hs_value"]),
        (Role::Csat, &["hs_value"]),
        (Role::Ces, &["hs_value"]),
        (Role::Customer, &["hs_contact_id"]),
        (Role::Date, &["hs_submission_timestamp"]),
        (Role::Order, &[]),
    ],
    topic: Some("hs_survey_type"),
    satisfaction: Some((0, 2)),
    ..SURVEY
};

/// The first question is satisfaction or trust, 1 to 5, or a thumb, 0 or 1; the other columns are marks of reasons.
const TOUCHPOINTS: Profile = Profile {
    name: "gsa-touchpoints",
    signature: &["external_id", "question_1", "positive_effectiveness", "negative_effectiveness"],
    roles: &[
        (Role::Nps, &[]),
        (Role::Csat, &["question_1"]),
        (Role::Ces, &[]),
        (Role::Customer, &[]),
        (Role::Order, &[]),
    ],
    ..SURVEY
};

/// A moment, then the questions as they were asked.
const GOOGLE_FORMS: Profile = Profile {
    name: "google-forms",
    signature: &["Timestamp"],
    confirmed: true,
    roles: &[(Role::Date, &["Timestamp"]), (Role::Order, &[])],
    ..SURVEY
};

const GOOGLE_FORMS_JAPANESE: Profile = Profile {
    name: "google-forms-ja",
    signature: &["タイムスタンプ"],
    confirmed: true,
    roles: &[(Role::Date, &["タイムスタンプ"]), (Role::Order, &[])],
    ..SURVEY
};

/// Survey tools; those that are told by a single name stand last.
pub(super) const ALL: &[Profile] = &[
    QUALTRICS,
    QUALTRICS_LEGACY,
    SURVEY_MONKEY,
    TYPEFORM,
    DELIGHTED,
    ZENDESK,
    HUBSPOT,
    TOUCHPOINTS,
    QUALTRICS_EXCERPT,
    GOOGLE_FORMS,
    GOOGLE_FORMS_JAPANESE,
];
