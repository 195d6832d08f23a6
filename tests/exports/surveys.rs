//! Survey tools.

use super::{Case, Gives};

const QUALTRICS: &str = "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,Q1,Q2,Q2 - Topics";
const QUALTRICS_QUESTIONS: &str = "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Aktueller Stand,Dauer (in Sekunden),Beendet,Erfassungsdatum,Antwort-ID,Nachname des Empfängers,Vorname des Empfängers,E-Mail des Empfängers,Externe Datenreferenz,Breitengrad des Standorts,Längengrad des Standorts,Verteilungskanal,Benutzersprache,This is a multiple choice question.,This is a free text question.,Q2 - Topics";
const QUALTRICS_IMPORT: &str = "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\",\"{\"\"ImportId\"\":\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"duration\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientLastName\"\"}\",\"{\"\"ImportId\"\":\"\"recipientFirstName\"\"}\",\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\"{\"\"ImportId\"\":\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":\"\"locationLatitude\"\"}\",\"{\"\"ImportId\"\":\"\"locationLongitude\"\"}\",\"{\"\"ImportId\"\":\"\"distributionChannel\"\"}\",\"{\"\"ImportId\"\":\"\"userLanguage\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT_eae5a8d0e7fd4bd183e983e5Topics\"\"}\"";
const QUALTRICS_LEGACY: &str =
    "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2,LocationLatitude,LocationLongitude,LocationAccuracy,";
const QUALTRICS_LEGACY_QUESTIONS: &str = "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,This is a multiple choice question.,This is a free text question.,LocationLatitude,LocationLongitude,LocationAccuracy,";
const SURVEY_MONKEY: &str =
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1";
const TYPEFORM: &str = "#,<question 1>,<question 2>,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending";
const GOOGLE_FORMS: &str = "Timestamp,\"On a scale of 0-10, how would you rate Sudzilla?\",...why?,\"On a scale of 0-10, how would you rate the opening keynote?\",\"On a scale of 0-10, how would you rate the closing keynote?\",Which three words would you use describe to Sudzilla? (separate with a comma),How would you rate the food at Sudzilla (breakfast)?,How would you rate the food at Sudzilla (lunch)?,How would you rate the food at Sudzilla (dinner)?,What was your favourite giveaway at Sudzilla?,What was your favourite 'Soap Box' (breakout / customer speaker) session?";
const DELIGHTED: &str =
    "id,person,survey_type,score,comment,permalink,created_at,updated_at,person_properties,notes,tags";
const ZENDESK: &str = "id,assignee_id,group_id,score,comment,reason,reason_code,created_at";
const HUBSPOT: &str = "hs_survey_id,hs_survey_name,hs_survey_type,hs_survey_channel,hs_value,hs_content,hs_sentiment,hs_response_group,hs_submission_name,hs_submission_timestamp,hs_contact_id";
const TOUCHPOINTS: &str = "external_id,question_1,positive_effectiveness,positive_ease,positive_efficiency,positive_transparency,positive_humanity,positive_employee,positive_other,negative_effectiveness,negative_ease,negative_efficiency,negative_transparency,negative_humanity,negative_employee,negative_other,question_4";
const SURVEY_MONKEY_QUESTION: &str = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How likely is it that you would recommend us to a friend or colleague?,";
const SURVEY_MONKEY_CHOICES: &str = ",,,,,,,,,Response,Open-Ended Response";
const TYPEFORM_QUESTION: &str = "#,How likely are you to recommend {{field:shop}}?,Why?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending";

/// The cases.
pub(super) const CASES: &[Case] = &[
    Case {
        profile: "qualtrics",
        header: QUALTRICS,
        below: &[QUALTRICS_QUESTIONS, QUALTRICS_IMPORT],
        rows: &[
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = 0 | Finished = 1 | RecordedDate = 2024-03-01 10:05:01 | ResponseId = R_1 | RecipientEmail = r1@example.com | DistributionChannel = email | Q1 = 10",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = IP Address | Finished = True | RecordedDate = 2024-03-02 10:05:01 | ResponseId = R_2 | RecipientEmail = r2@example.com | DistributionChannel = email | Q1 = 9",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = 0 | Finished = 1 | RecordedDate = 2024-03-03 10:05:01 | ResponseId = R_3 | RecipientEmail = r3@example.com | DistributionChannel = email | Q1 = 8",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = 0 | Finished = 1 | RecordedDate = 2024-03-04 10:05:01 | ResponseId = R_4 | RecipientEmail = r4@example.com | DistributionChannel = email | Q1 = 3",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = 1 | Finished = 1 | RecordedDate = 2024-03-05 10:05:01 | ResponseId = R_5 | RecipientEmail = r5@example.com | DistributionChannel = email | Q1 = 10",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = Survey Preview | Finished = True | RecordedDate = 2024-03-06 10:05:01 | ResponseId = R_6 | RecipientEmail = r6@example.com | DistributionChannel = email | Q1 = 10",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = 0 | Finished = 0 | RecordedDate = 2024-03-07 10:05:01 | ResponseId = R_7 | RecipientEmail = r7@example.com | DistributionChannel = email | Q1 = 2",
            "StartDate = 2024-03-01 10:00:00 | EndDate = 2024-03-01 10:05:00 | Status = IP Address | Finished = False | RecordedDate = 2024-03-08 10:05:01 | ResponseId = R_8 | RecipientEmail = r8@example.com | DistributionChannel = email | Q1 = 2",
        ],
        flags: &["--map", "score=Q1"],
        gives: Gives::Answers {
            command: "nps",
            responses: 4,
            headline: 25.0,
            left_out: &[("preview", 2), ("second header", 2), ("unfinished", 2)],
        },
    },
    Case {
        profile: "qualtrics-legacy",
        header: QUALTRICS_LEGACY,
        below: &[QUALTRICS_LEGACY_QUESTIONS],
        rows: &[
            "V1 = R_1 | V2 = Default Response Set | V4 = K1 | V7 = 0 | V8 = 2024-03-01 10:00:00 | V9 = 2024-03-01 10:05:00 | V10 = 1 | Q1 = 10",
            "V1 = R_2 | V2 = Default Response Set | V4 = K2 | V7 = 0 | V8 = 2024-03-02 10:00:00 | V9 = 2024-03-02 10:05:00 | V10 = 1 | Q1 = 9",
            "V1 = R_3 | V2 = Default Response Set | V4 = K3 | V7 = 0 | V8 = 2024-03-03 10:00:00 | V9 = 2024-03-03 10:05:00 | V10 = 1 | Q1 = 8",
            "V1 = R_4 | V2 = Default Response Set | V4 = K4 | V7 = 0 | V8 = 2024-03-04 10:00:00 | V9 = 2024-03-04 10:05:00 | V10 = 1 | Q1 = 3",
            "V1 = R_5 | V2 = Default Response Set | V4 = K5 | V7 = 1 | V8 = 2024-03-05 10:00:00 | V9 = 2024-03-05 10:05:00 | V10 = 1 | Q1 = 10",
            "V1 = R_6 | V2 = Default Response Set | V4 = K6 | V7 = 0 | V8 = 2024-03-06 10:00:00 | V9 = 2024-03-06 10:05:00 | V10 = 0 | Q1 = 2",
        ],
        flags: &["--map", "score=Q1"],
        gives: Gives::Answers {
            command: "nps",
            responses: 4,
            headline: 25.0,
            left_out: &[("preview", 1), ("second header", 1), ("unfinished", 1)],
        },
    },
    Case {
        profile: "surveymonkey",
        header: SURVEY_MONKEY,
        below: &[],
        rows: &[
            "Respondent ID = 101 | Collector ID = 7 | Start Date = 2024-03-01 10:00:00 | End Date = 2024-03-01 10:05:00",
        ],
        flags: &[],
        gives: Gives::Refused {
            command: "nps",
            because: "no column for the score of surveys among `Respondent ID`, `Collector ID`",
        },
    },
    Case {
        profile: "surveymonkey",
        header: SURVEY_MONKEY_QUESTION,
        below: &[SURVEY_MONKEY_CHOICES],
        rows: &[
            "Respondent ID = 101 | Collector ID = 7 | Start Date = 03/11/2024 10:00:00 AM | End Date = 03/11/2024 10:05:00 AM | Email Address = r1@example.com | How likely is it that you would recommend us to a friend or colleague? = 10",
            "Respondent ID = 102 | Collector ID = 7 | Start Date = 03/12/2024 10:00:00 AM | End Date = 03/12/2024 10:05:00 AM | Email Address = r2@example.com | How likely is it that you would recommend us to a friend or colleague? = 9",
            "Respondent ID = 103 | Collector ID = 7 | Start Date = 03/13/2024 10:00:00 AM | End Date = 03/13/2024 10:05:00 AM | Email Address = r3@example.com | How likely is it that you would recommend us to a friend or colleague? = 8",
            "Respondent ID = 104 | Collector ID = 7 | Start Date = 03/14/2024 10:00:00 AM | End Date = 03/14/2024 10:05:00 AM | Email Address = r4@example.com | How likely is it that you would recommend us to a friend or colleague? = 3",
            "Respondent ID = 105 | Collector ID = 7 | Start Date = 03/15/2024 10:00:00 AM | End Date = 03/15/2024 10:05:00 AM | Email Address = r5@example.com | How likely is it that you would recommend us to a friend or colleague? = ",
        ],
        flags: &[],
        gives: Gives::Answers {
            command: "nps",
            responses: 4,
            headline: 25.0,
            left_out: &[("no answer", 1), ("second header", 1)],
        },
    },
    Case {
        profile: "typeform",
        header: TYPEFORM,
        below: &[],
        rows: &[
            "# = t1 | <question 1> = 10 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-01 10:05:00 | Network ID = x1",
            "# = t2 | <question 1> = 9 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-02 10:05:00 | Network ID = x2",
            "# = t3 | <question 1> = 8 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-03 10:05:00 | Network ID = x3",
            "# = t4 | <question 1> = 3 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-04 10:05:00 | Network ID = x4",
            "# = t5 | <question 1> = 10 | Response Type = partial | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) =  | Network ID = x5",
            "# = t6 | <question 1> =  | Response Type = started | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) =  | Network ID = x6",
        ],
        flags: &["--map", "score=<question 1>"],
        gives: Gives::Answers { command: "nps", responses: 4, headline: 25.0, left_out: &[("unfinished", 2)] },
    },
    Case {
        profile: "typeform",
        header: TYPEFORM_QUESTION,
        below: &[],
        rows: &[
            "# = t1 | How likely are you to recommend {{field:shop}}? = 10 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-01 10:05:00 | Network ID = x1",
            "# = t2 | How likely are you to recommend {{field:shop}}? = 9 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-02 10:05:00 | Network ID = x2",
            "# = t3 | How likely are you to recommend {{field:shop}}? = 8 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-03 10:05:00 | Network ID = x3",
            "# = t4 | How likely are you to recommend {{field:shop}}? = 3 | Response Type = completed | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) = 2024-03-04 10:05:00 | Network ID = x4",
            "# = t5 | How likely are you to recommend {{field:shop}}? = 10 | Response Type = partial | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) =  | Network ID = x5",
            "# = t6 | How likely are you to recommend {{field:shop}}? =  | Response Type = started | Start Date (UTC) = 2024-03-01 10:00:00 | Submit Date (UTC) =  | Network ID = x6",
        ],
        flags: &[],
        gives: Gives::Answers { command: "nps", responses: 4, headline: 25.0, left_out: &[("unfinished", 2)] },
    },
    Case {
        profile: "google-forms",
        header: GOOGLE_FORMS,
        below: &[],
        rows: &[
            "Timestamp = 11/11/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 10 | On a scale of 0-10, how would you rate the opening keynote? = 2",
            "Timestamp = 11/12/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 9 | On a scale of 0-10, how would you rate the opening keynote? = 3",
            "Timestamp = 11/13/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 8 | On a scale of 0-10, how would you rate the opening keynote? = 10",
            "Timestamp = 11/14/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 3 | On a scale of 0-10, how would you rate the opening keynote? = 10",
        ],
        flags: &[],
        gives: Gives::Refused {
            command: "nps",
            because: "several columns could be the score: `On a scale of 0-10, how would you rate Sudzilla?`, `On a scale of 0-10, how would you rate the opening keynote?`",
        },
    },
    Case {
        profile: "google-forms",
        header: GOOGLE_FORMS,
        below: &[],
        rows: &[
            "Timestamp = 11/11/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 10 | On a scale of 0-10, how would you rate the opening keynote? = 2",
            "Timestamp = 11/12/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 9 | On a scale of 0-10, how would you rate the opening keynote? = 3",
            "Timestamp = 11/13/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 8 | On a scale of 0-10, how would you rate the opening keynote? = 10",
            "Timestamp = 11/14/2019 8:51:12 | On a scale of 0-10, how would you rate Sudzilla? = 3 | On a scale of 0-10, how would you rate the opening keynote? = 10",
        ],
        flags: &["--map", "score=On a scale of 0-10, how would you rate Sudzilla?"],
        gives: Gives::Answers { command: "nps", responses: 4, headline: 25.0, left_out: &[] },
    },
    Case {
        profile: "delighted",
        header: DELIGHTED,
        below: &[],
        rows: &[
            "id = 1 | person = p1 | survey_type = nps | score = 10 | permalink = https://example.com/1 | created_at = 1709000001 | updated_at = 1709000001",
            "id = 2 | person = p2 | survey_type = nps | score = 9 | permalink = https://example.com/2 | created_at = 1709000002 | updated_at = 1709000002",
            "id = 3 | person = p3 | survey_type = nps | score = 8 | permalink = https://example.com/3 | created_at = 1709000003 | updated_at = 1709000003",
            "id = 4 | person = p4 | survey_type = nps | score = 3 | permalink = https://example.com/4 | created_at = 1709000004 | updated_at = 1709000004",
            "id = 5 | person = p5 | survey_type = csat | score = 5 | permalink = https://example.com/5 | created_at = 1709000005 | updated_at = 1709000005",
            "id = 6 | person = p6 | survey_type = csat | score = 2 | permalink = https://example.com/6 | created_at = 1709000006 | updated_at = 1709000006",
        ],
        flags: &[],
        gives: Gives::Answers { command: "nps", responses: 4, headline: 25.0, left_out: &[("other question", 2)] },
    },
    Case {
        profile: "delighted",
        header: DELIGHTED,
        below: &[],
        rows: &[
            "id = 1 | person = p1 | survey_type = nps | score = 10 | permalink = https://example.com/1 | created_at = 1709000001 | updated_at = 1709000001",
            "id = 2 | person = p2 | survey_type = nps | score = 9 | permalink = https://example.com/2 | created_at = 1709000002 | updated_at = 1709000002",
            "id = 3 | person = p3 | survey_type = nps | score = 8 | permalink = https://example.com/3 | created_at = 1709000003 | updated_at = 1709000003",
            "id = 4 | person = p4 | survey_type = nps | score = 3 | permalink = https://example.com/4 | created_at = 1709000004 | updated_at = 1709000004",
            "id = 5 | person = p5 | survey_type = csat | score = 5 | permalink = https://example.com/5 | created_at = 1709000005 | updated_at = 1709000005",
            "id = 6 | person = p6 | survey_type = csat | score = 2 | permalink = https://example.com/6 | created_at = 1709000006 | updated_at = 1709000006",
        ],
        flags: &[],
        gives: Gives::Answers { command: "csat", responses: 2, headline: 0.5, left_out: &[("other question", 4)] },
    },
    Case {
        profile: "zendesk-ratings",
        header: ZENDESK,
        below: &[],
        rows: &[
            "id = 1 | assignee_id = 3 | group_id = 4 | score = good | created_at = 2024-03-01T10:00:00Z",
            "id = 2 | assignee_id = 3 | group_id = 4 | score = good | created_at = 2024-03-02T10:00:00Z",
            "id = 3 | assignee_id = 3 | group_id = 4 | score = bad | created_at = 2024-03-03T10:00:00Z",
            "id = 4 | assignee_id = 3 | group_id = 4 | score = offered | created_at = 2024-03-04T10:00:00Z",
            "id = 5 | assignee_id = 3 | group_id = 4 | score = good | created_at = 2024-03-05T10:00:00Z",
            "id = 6 | assignee_id = 3 | group_id = 4 | score = unoffered | created_at = 2024-03-06T10:00:00Z",
        ],
        flags: &[],
        gives: Gives::Answers { command: "csat", responses: 4, headline: 0.75, left_out: &[("no answer", 2)] },
    },
    Case {
        profile: "zendesk-ratings",
        header: ZENDESK,
        below: &[],
        rows: &["id = 1 | assignee_id = 3 | group_id = 4 | score = good | created_at = 2024-03-01T10:00:00Z"],
        flags: &[],
        gives: Gives::Refused {
            command: "nps",
            because: "no column for the score of surveys among `id`, `assignee_id`",
        },
    },
    Case {
        profile: "hubspot-feedback",
        header: HUBSPOT,
        below: &[],
        rows: &[
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 10 | hs_submission_timestamp = 2024-03-01T10:00:00Z | hs_contact_id = 1",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 9 | hs_submission_timestamp = 2024-03-02T10:00:00Z | hs_contact_id = 2",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 8 | hs_submission_timestamp = 2024-03-03T10:00:00Z | hs_contact_id = 3",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 3 | hs_submission_timestamp = 2024-03-04T10:00:00Z | hs_contact_id = 4",
            "hs_survey_id = 1 | hs_survey_type = CSAT | hs_value = 2 | hs_submission_timestamp = 2024-03-05T10:00:00Z | hs_contact_id = 5",
            "hs_survey_id = 1 | hs_survey_type = CSAT | hs_value = 0 | hs_submission_timestamp = 2024-03-06T10:00:00Z | hs_contact_id = 6",
        ],
        flags: &[],
        gives: Gives::Answers { command: "nps", responses: 4, headline: 25.0, left_out: &[("other question", 2)] },
    },
    Case {
        profile: "hubspot-feedback",
        header: HUBSPOT,
        below: &[],
        rows: &[
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 10 | hs_submission_timestamp = 2024-03-01T10:00:00Z | hs_contact_id = 1",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 9 | hs_submission_timestamp = 2024-03-02T10:00:00Z | hs_contact_id = 2",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 8 | hs_submission_timestamp = 2024-03-03T10:00:00Z | hs_contact_id = 3",
            "hs_survey_id = 1 | hs_survey_type = NPS | hs_value = 3 | hs_submission_timestamp = 2024-03-04T10:00:00Z | hs_contact_id = 4",
            "hs_survey_id = 1 | hs_survey_type = CSAT | hs_value = 2 | hs_submission_timestamp = 2024-03-05T10:00:00Z | hs_contact_id = 5",
            "hs_survey_id = 1 | hs_survey_type = CSAT | hs_value = 0 | hs_submission_timestamp = 2024-03-06T10:00:00Z | hs_contact_id = 6",
        ],
        flags: &["--scale", "0-2", "--satisfied-from", "2"],
        gives: Gives::Answers { command: "csat", responses: 2, headline: 0.5, left_out: &[("other question", 4)] },
    },
    Case {
        profile: "gsa-touchpoints",
        header: TOUCHPOINTS,
        below: &[],
        rows: &[
            "external_id = e0 | question_1 = 5 | positive_ease = 1",
            "external_id = e1 | question_1 = 4 | positive_ease = 1",
            "external_id = e2 | question_1 = 4 | positive_ease = 1",
            "external_id = e3 | question_1 = 2 | positive_ease = 1",
            "external_id = e4 | question_1 = 1 | positive_ease = 1",
        ],
        flags: &[],
        gives: Gives::Answers { command: "csat", responses: 5, headline: 0.6, left_out: &[] },
    },
];
