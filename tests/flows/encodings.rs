//! Files in the encodings that spreadsheet programs write: each is decoded correctly or refused with a message that says what to do, and
//! the corrections file has the same encoding.

use rollcall_domain::decode::Encoding;
use rollcall_tests::{HEADER, TestStack, enrolment};
use serde_json::{Value, json};

const JOSE: &str = "1,José,Çelik,jose@example.org,Acme GmbH,Spring,en,,,Café Etiquette,";
const BAD: &str = "1,Zoë,Müller,zoe@@example.org,Acme GmbH,,en,,,,";

/// Encodes text, preceded by a byte order mark, which may be empty.
fn encode(bom: &[u8], encoding: &str, text: &str) -> Vec<u8> {
    let mut bytes = bom.to_vec();
    let mut encoder = Encoding::named(encoding).unwrap().encoder();
    encoder.encode(text, &mut bytes).unwrap();
    encoder.finish(&mut bytes);
    bytes
}

fn id(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

/// Imports a valid file. Returns the codes of its warnings and the name of its encoding.
async fn completed(test: &TestStack, file: Vec<u8>, options: Value) -> (Vec<String>, String) {
    let import = test.import(file, options).await;
    assert_eq!(import["status"], "completed", "{import}");
    (test.codes(id(&import)).await, import["file"]["encoding"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn utf_8_with_and_without_mark_is_read() {
    for (bom, mail) in [(&b"\xef\xbb\xbf"[..], "a"), (b"", "b")] {
        let test = TestStack::start().await;
        let (codes, encoding) = completed(&test, encode(bom, "utf-8", &enrolment(&[JOSE])), json!({})).await;
        assert_eq!((codes, encoding.as_str()), (vec![], "utf-8"), "{mail}");
        assert_eq!(test.user("jose@example.org").await["name"], "José");
    }
}

#[tokio::test]
async fn utf_16_is_read_in_both_byte_orders_with_and_without_mark() {
    for (bom, encoding, codes) in [
        (&b"\xff\xfe"[..], "utf-16le", vec![]),
        (b"\xfe\xff", "utf-16be", vec![]),
        (b"", "utf-16le", vec!["file-encoding-assumed"]),
        (b"", "utf-16be", vec!["file-encoding-assumed"]),
    ] {
        let test = TestStack::start().await;
        // The format that spreadsheet programs call Unicode text, with tabs and CRLF.
        let text = enrolment(&[JOSE]).replace(',', "\t").replace('\n', "\r\n");
        let found = completed(&test, encode(bom, encoding, &text), json!({})).await;
        assert_eq!(found, (codes.into_iter().map(str::to_owned).collect(), encoding.to_owned()));
        let user = test.user("jose@example.org").await;
        assert_eq!((&user["name"], &user["last_name"]), (&json!("José"), &json!("Çelik")));
    }
}

#[tokio::test]
async fn utf_16_without_mark_is_reported_with_words_and_rows() {
    let test = TestStack::start().await;
    let file = encode(b"", "utf-16le", &enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,", JOSE]));
    let import = test.import(&file, json!({})).await;
    let problem = &test.problems(id(&import)).await[0];
    assert_eq!(json!([problem["code"], problem["found"]]), json!(["file-encoding-assumed", "utf-16le"]), "{problem}");
    let samples = problem["samples"].as_array().unwrap();
    assert_eq!(samples[0], json!({ "row": 3, "readings": ["José"] }), "{problem}");
    assert!(samples.len() <= 3 && problem["message"].as_str().unwrap().contains("“José”, row 3"), "{problem}");
}

#[tokio::test]
async fn utf_16_that_breaks_off_inside_a_character_is_refused() {
    let test = TestStack::start().await;
    let mut file = encode(b"\xff\xfe", "utf-16le", &enrolment(&[JOSE]));
    file.pop();
    let import = test.import(file, json!({})).await;
    assert_eq!(
        (&import["status"], test.codes(id(&import)).await),
        (&json!("rejected"), vec!["file-encoding".to_owned()])
    );
}

#[tokio::test]
async fn file_that_is_not_utf_8_is_read_as_windows_1252_with_a_warning() {
    let test = TestStack::start().await;
    let rows: Vec<String> = (0..600).map(|n| format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,,")).collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    // The only byte that is not UTF-8 comes last.
    rows.push("1,Zoe,Lee,zoe@example.org,Acme GmbH,,en,,Köln,,");
    let found = completed(&test, encode(b"", "windows-1252", &enrolment(&rows)), json!({})).await;
    assert_eq!(found, (vec!["file-encoding-assumed".to_owned()], "windows-1252".to_owned()));
    assert_eq!(test.user("zoe@example.org").await["region"], "Köln");
}

#[tokio::test]
async fn bad_byte_beside_valid_ones_is_refused_at_the_first_one() {
    let test = TestStack::start().await;
    let good = enrolment(&["1,Ann,\"Two\nlines\",ann@example.org,Acme GmbH,,en,,,,"]);
    for file in [
        [good.as_bytes(), JOSE.as_bytes(), b"\n1,Ann\xff,Lee,b@example.org,Acme GmbH,,en,,,,\n"].concat(),
        [good.as_bytes(), b"\n1,Ann\xff,Lee,b@example.org,Acme GmbH,,en,,,,\n", JOSE.as_bytes(), b"\n"].concat(),
    ] {
        let import = test.import(&file, json!({ "on_row_errors": "skip" })).await;
        assert_eq!(import["status"], "rejected", "{import}");
        let problem = &test.problems(id(&import)).await[0];
        let byte = file.iter().position(|byte| *byte == 0xff).unwrap() + 1;
        assert_eq!((&problem["code"], &problem["found"]), (&json!("file-encoding"), &json!("0xFF")), "{problem}");
        assert_eq!((&problem["row"], &problem["line"]), (&json!(4), &json!(5)), "{problem}");
        let message = problem["message"].as_str().unwrap().replace(',', "");
        assert!(message.contains(&byte.to_string()), "{byte}: {message}");
    }
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn encoding_that_is_named_is_the_one_that_is_read() {
    let test = TestStack::start().await;
    for (encoding, name, mail) in
        [("windows-1250", "Łukasz", "l"), ("cp1251", "Привет", "p"), ("macintosh", "José", "j")]
    {
        let file = encode(b"", encoding, &enrolment(&[&format!("1,{name},,{mail}@example.org,Acme GmbH,,en,,,,")]));
        let (codes, _) = completed(&test, file, json!({ "encoding": encoding })).await;
        assert_eq!(codes, [""; 0], "{encoding}");
        assert_eq!(test.user(&format!("{mail}@example.org")).await["name"], name);
    }
    // The byte is unassigned in the specified encoding.
    let import = test.import([HEADER.as_bytes(), b"\n1,\xaa\n"].concat(), json!({ "encoding": "windows-1253" })).await;
    let problem = &test.problems(id(&import)).await[0];
    assert_eq!(problem["code"], "file-encoding", "{problem}");
    assert!(problem["message"].as_str().unwrap().contains("windows-1253"), "{problem}");
}

#[tokio::test]
async fn encoding_of_a_dropped_file_is_named_in_its_metadata() {
    let test = TestStack::start().await;
    let file = encode(b"", "windows-1250", &enrolment(&["1,Łukasz,,l@example.org,Acme GmbH,,en,,,,"]));
    let imports = test.drop_and_settle("drop/a.csv", file.clone(), &[("encoding", "windows-1250")]).await;
    assert_eq!(imports[0]["status"], "completed", "{imports:?}");
    assert_eq!(test.user("l@example.org").await["name"], "Łukasz");
    let imports = test.drop_and_settle("drop/b.csv", file, &[("encoding", "klingon")]).await;
    assert_eq!(test.codes(id(&imports[0])).await, ["option-invalid"]);
}

#[tokio::test]
async fn text_decoded_once_too_often_is_reported_once_with_its_rows() {
    let test = TestStack::start().await;
    let rows: Vec<String> = ["JosÃ©", "Ann", "ZoÃ«", "MÃ¼ller"]
        .iter()
        .enumerate()
        .map(|(n, name)| format!("1,{name},,u{n}@example.org,Acme GmbH,,en,,,CafÃ© Etiquette,"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = test.import(enrolment(&rows), json!({})).await;
    let problems = test.problems(id(&import)).await;
    let reported: Vec<&Value> = problems.iter().filter(|problem| problem["code"] == "file-mojibake").collect();
    assert_eq!(reported.len(), 1, "{problems:?}");
    assert_eq!(
        json!([
            reported[0]["row"],
            reported[0]["column"],
            reported[0]["found"],
            reported[0]["suggestions"],
            reported[0]["rows"]
        ]),
        json!([2, "name", "JosÃ©", ["José"], 4])
    );
    assert_eq!(reported[0]["first_rows"], json!([2, 3, 4, 5]));
}

#[tokio::test]
async fn replacement_character_is_never_stored() {
    let test = TestStack::start().await;
    let rows =
        ["1,Jos\u{fffd},,a@example.org,Acme GmbH,,en,,,,", "1,Ann,,b@example.org,Acme GmbH,,en,a\u{fffd}b,,,", JOSE];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let problems = test.problems(id(&import)).await;
    let places: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["column"]])).collect();
    assert_eq!(
        places,
        [json!(["cell-control-character", 2, "name"]), json!(["cell-control-character", 3, "job_role"])]
    );
}

/// Decodes a corrections file from the expected encoding.
fn decoded(bytes: &[u8], encoding: &str) -> String {
    if let Some(units) = encoding.strip_prefix("utf-16") {
        let unit = |pair: &[u8]| match units {
            "le" => u16::from_le_bytes([pair[0], pair[1]]),
            _ => u16::from_be_bytes([pair[0], pair[1]]),
        };
        return String::from_utf16(&bytes.chunks_exact(2).map(unit).collect::<Vec<_>>()).unwrap();
    }
    if encoding == "utf-8" {
        return String::from_utf8(bytes.to_vec()).unwrap();
    }
    // A single-byte encoding: the letters in these tests are as in Latin-1, and the quotation marks of messages as in windows-1252.
    let letter = |byte: &u8| match byte {
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[tokio::test]
async fn fix_file_comes_in_the_encoding_of_the_file_and_goes_back_corrected() {
    for (bom, encoding) in [
        (&b""[..], "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16le"),
        (b"\xfe\xff", "utf-16be"),
        (b"", "windows-1252"),
    ] {
        for (options, users) in [(json!({}), 0), (json!({ "on_row_errors": "skip" }), 1)] {
            let test = TestStack::start().await;
            let import = test.import(encode(bom, encoding, &enrolment(&[JOSE, BAD])), options).await;
            assert_eq!(test.users().await.len(), users, "{encoding}: {import}");
            let fix = test.export(id(&import), "fix").await;
            assert!(fix.starts_with(bom), "{encoding}");
            let text = decoded(&fix[bom.len()..], encoding);
            assert!(text.contains("Zoë,Müller,zoe@@example.org"), "{encoding}: {text}");
            assert_eq!(text.contains("José"), users == 0, "{encoding}: {text}");
            assert_eq!(text.matches('\n').count(), 3 - users, "{encoding}: {text}");
            let corrected = encode(bom, encoding, &text.replace("@@", "@"));
            let import = test.import(corrected, json!({})).await;
            assert_eq!(import["status"], "completed", "{encoding}: {import}");
            assert_eq!(test.users().await.len(), 2, "{encoding}");
            assert_eq!(test.user("zoe@example.org").await["last_name"], "Müller");
        }
    }
}

#[tokio::test]
async fn fix_file_is_utf_8_and_says_so_where_its_encoding_cannot_carry_a_message() {
    let test = TestStack::start().await;
    // Messages show a line break as an arrow, which windows-1252 cannot represent.
    let broken = "1,\"Zoë\nMaria\",Müller,maria@example.org,Acme GmbH,,en,,,,";
    for options in [json!({}), json!({ "on_row_errors": "skip" })] {
        let file = encode(b"", "windows-1252", &enrolment(&[JOSE, broken, BAD]));
        let import = test.import(file, options).await;
        assert_eq!(import["file"]["encoding"], "windows-1252", "{import}");
        let fix = test.export(id(&import), "fix").await;
        let text = String::from_utf8(fix.strip_prefix(b"\xef\xbb\xbf").unwrap().to_vec()).unwrap();
        assert_eq!(text.matches("is in UTF-8 because").count(), 1, "{text}");
        assert!(text.contains("Zoë↵Maria") && text.contains("windows-1252"), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let first = reader.records().next().unwrap().unwrap();
        assert!(first[12].ends_with("these messages."), "{first:?}");
        let corrected = format!("\u{feff}{}", text.replace("@@", "@").replace("Zoë\nMaria", "Zoë Maria"));
        let import = test.import(corrected, json!({})).await;
        assert_eq!(import["status"], "completed", "{import}");
    }
    assert_eq!(test.user("maria@example.org").await["name"], "Zoë Maria");
    assert_eq!(test.users().await.len(), 3);
}

/// Returns a file of people with these names and this language.
fn people(language: &str, names: &[&str]) -> String {
    let row = |(n, name): (usize, &&str)| format!("1,{name},,p{n}@example.org,Acme GmbH,,{language},,,,");
    let rows: Vec<String> = names.iter().enumerate().map(row).collect();
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test]
async fn national_encodings_are_read_right_and_named_with_words_and_rows() {
    for (language, encoding, names) in [
        ("pl", "windows-1250", ["Łukasz", "Małgorzata", "Żółkiewski"]),
        ("pl", "iso-8859-2", ["Łukasz", "Wiśniewska", "Zając"]),
        ("cs", "ibm852", ["Jiří", "Šťastný", "Růžena"]),
        ("ru", "koi8-r", ["Пётр", "Ольга", "Кузнецов"]),
        ("fr", "macintosh", ["Chloé", "François", "Noël"]),
        ("ja", "shift_jis", ["太郎", "花子", "佐藤"]),
    ] {
        let test = TestStack::start().await;
        let file = encode(b"", encoding, &people(language, &names));
        let import = test.import(file, json!({})).await;
        assert_eq!(
            (&import["status"], &import["file"]["encoding"]),
            (&json!("completed"), &json!(encoding)),
            "{import}"
        );
        for (n, name) in names.iter().enumerate() {
            assert_eq!(test.user(&format!("p{n}@example.org")).await["name"], *name);
        }
        let problems = test.problems(id(&import)).await;
        let reported = &problems[0];
        assert_eq!(
            (&reported["code"], &reported["found"]),
            (&json!("file-encoding-assumed"), &json!(encoding)),
            "{reported}"
        );
        assert_eq!(reported["suggestions"][0], encoding, "{reported}");
        let samples = reported["samples"].as_array().unwrap();
        assert_eq!(samples.len(), 3, "{reported}");
        for sample in samples {
            let row = sample["row"].as_u64().unwrap() as usize;
            assert_eq!(sample["readings"][0], names[row - 2], "{reported}");
            assert!(reported["message"].as_str().unwrap().contains(names[row - 2]), "{reported}");
        }
        // The import itself contains no samples.
        assert_eq!(import["problems"]["file"][0]["samples"], Value::Null, "{import}");
        assert_eq!(import["problems"]["file"][0]["message"], reported["message"], "{import}");
    }
}

#[tokio::test]
async fn encoding_that_is_not_certain_is_refused_unless_someone_looks_or_names_it() {
    // The same bytes are “Ramunë” in windows-1252, and the language, English, supports neither encoding.
    let file = encode(b"", "windows-1257", &people("en", &["Ramunė"]));
    let test = TestStack::start().await;
    let import = test.import(&file, json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let problem = &test.problems(id(&import)).await[0];
    assert_eq!((&problem["code"], &problem["severity"]), (&json!("file-encoding"), &json!("error")), "{problem}");
    let candidates: Vec<&str> =
        problem["suggestions"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
    let index = candidates.iter().position(|name| *name == "windows-1257").unwrap_or_else(|| panic!("{problem}"));
    assert!(candidates.len() > 1, "{problem}");
    assert_eq!(problem["samples"][0]["readings"][index], "Ramunė", "{problem}");
    let message = problem["message"].as_str().unwrap();
    assert!(message.contains("Ramunė") && message.contains("--encoding"), "{message}");
    assert_eq!(test.users().await.len(), 0);
    let looked_at = test.import(&file, json!({ "confirm": true })).await;
    assert_eq!(looked_at["status"], "awaiting_confirmation", "{looked_at}");
    assert_eq!(test.codes(id(&looked_at)).await, ["file-encoding-assumed"]);
    // No one reviews a dry run, so its result is the same as that of an import that needs no confirmation.
    let dry_run = test.import(&file, json!({ "confirm": true, "dry_run": true })).await;
    assert_eq!(
        (&dry_run["status"], test.codes(id(&dry_run)).await),
        (&json!("rejected"), vec!["file-encoding".to_owned()])
    );
    let named = test.import(&file, json!({ "encoding": "windows-1257" })).await;
    assert_eq!(named["status"], "completed", "{named}");
    assert_eq!(test.user("p0@example.org").await["name"], "Ramunė");
}

/// Imports a file that is rejected because its encoding is not certain, with this one as the first candidate. Returns the problem.
async fn refused(test: &TestStack, file: &[u8], encoding: &str) -> Value {
    let import = test.import(file, json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let problem = test.problems(id(&import)).await.remove(0);
    assert_eq!(
        (&problem["code"], &problem["suggestions"][0]),
        (&json!("file-encoding"), &json!(encoding)),
        "{problem}"
    );
    problem
}

#[tokio::test]
async fn bytes_from_another_encoding_refuse_a_file_with_their_row() {
    let mut file = encode(b"", "windows-1252", &people("es", &["José", "Peña", "Núñez", "Begoña"]));
    // A cell pasted from a UTF-8 file: windows-1252 does not define its second byte.
    file.extend_from_slice("1,Íñigo,,i@example.org,Acme GmbH,,es,,,,\n".as_bytes());
    let test = TestStack::start().await;
    let problem = refused(&test, &file, "windows-1252").await;
    assert_eq!(problem["samples"][0]["row"], 6, "{problem}");
    let looked_at = test.import(&file, json!({ "confirm": true, "on_row_errors": "skip" })).await;
    assert_eq!(looked_at["file"]["encoding"], "windows-1252", "{looked_at}");
}

#[tokio::test]
async fn valid_utf_8_that_reads_better_in_another_encoding_is_refused_unless_someone_looks_or_names_it() {
    // In GB 18030, the bytes of these Greek letters are Chinese names.
    let file = people("zh", &["ΰ", "κ"]);
    let test = TestStack::start().await;
    let problem = refused(&test, file.as_bytes(), "gb18030").await;
    assert_eq!(problem["samples"][0]["readings"][0], "伟", "{problem}");
    assert_eq!(test.users().await.len(), 0);
    let looked_at = test.import(&file, json!({ "confirm": true })).await;
    assert_eq!(looked_at["status"], "awaiting_confirmation", "{looked_at}");
    assert_eq!(test.codes(id(&looked_at)).await, ["file-encoding-assumed"]);
    let named = test.import(&file, json!({ "encoding": "utf-8" })).await;
    assert_eq!(named["status"], "completed", "{named}");
    assert_eq!(test.user("p0@example.org").await["name"], "ΰ");
    // A Greek name in a row that says English is not doubtful.
    let greek = enrolment(&["1,Αθηνά,,athina@example.org,Acme GmbH,,en,,,,"]);
    let import = test.import(greek, json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
}

#[tokio::test]
async fn two_words_decoded_once_too_often_refuse_a_file_even_in_one_cell() {
    let test = TestStack::start().await;
    for (names, status) in [(["JosÃ©", "Ann"], "completed"), (["JosÃ© MuÃ±oz", "Ann"], "rejected")] {
        let import = test.import(people("es", &names), json!({ "update_existing": true })).await;
        assert_eq!(import["status"], status, "{names:?}: {import}");
        assert_eq!(test.codes(id(&import)).await, ["file-mojibake"]);
    }
}

#[tokio::test]
async fn encoding_that_repairs_letters_is_named_only_if_it_reads_the_file() {
    let test = TestStack::start().await;
    // Text that was decoded mistakenly twice, and a file that is not read as UTF-8.
    for (names, encoding, status) in [
        (["JosÃƒÂ©", "ZoÃƒÂ«"], None, "rejected"),
        (["JosÃƒÂ©", "ZoÃƒÂ«"], Some("utf-8"), "completed"),
        (["José", "Zoë"], Some("windows-1252"), "completed"),
    ] {
        let mut options = json!({ "update_existing": true });
        if let Some(encoding) = encoding {
            options["encoding"] = json!(encoding);
        }
        let import = test.import(people("es", &names), options).await;
        assert_eq!(import["status"], status, "{names:?}: {import}");
        let problem = &test.problems(id(&import)).await[0];
        assert_eq!(
            (&problem["code"], &problem["suggestions"]),
            (&json!("file-mojibake"), &json!(["José"])),
            "{problem}"
        );
        assert!(!problem["message"].as_str().unwrap().contains("utf-8-twice"), "{problem}");
        assert_eq!(problem["encoding"], Value::Null, "{problem}");
    }
    // A byte order mark does not prevent the letters from being repaired.
    let file = format!("\u{feff}{}", people("es", &["JosÃ©", "ZoÃ«"]));
    let options = json!({ "encoding": "utf-8-twice/windows-1252", "update_existing": true });
    let import = test.import(file, options).await;
    assert_eq!((&import["status"], test.codes(id(&import)).await.len()), (&json!("completed"), 0), "{import}");
    assert_eq!(test.user("p0@example.org").await["name"], "José");
}

#[tokio::test]
async fn byte_order_mark_overrides_the_named_encoding_and_what_it_permits() {
    let test = TestStack::start().await;
    let file = format!("\u{feff}{}", people("es", &["JosÃ©", "ZoÃ«"]));
    for (encoding, status) in [("windows-1252", "rejected"), ("utf-16le", "rejected"), ("utf-8", "completed")] {
        let import = test.import(&file, json!({ "encoding": encoding })).await;
        assert_eq!((&import["status"], &import["file"]["encoding"]), (&json!(status), &json!("utf-8")), "{import}");
        assert_eq!(test.codes(id(&import)).await, ["file-mojibake"], "{encoding}");
    }
    let sound = format!("\u{feff}{}", people("es", &["José", "Zoë"]));
    let import = test.import(sound, json!({ "encoding": "windows-1252", "update_existing": true })).await;
    assert_eq!((&import["status"], &import["file"]["encoding"]), (&json!("completed"), &json!("utf-8")), "{import}");
    assert_eq!(test.user("p0@example.org").await["name"], "José");
}

#[tokio::test]
async fn text_decoded_once_too_often_refuses_the_file_where_no_one_looks() {
    let names = ["Jürgen", "Zoë", "Łukasz", "José"];
    // The encoding that the message names also reads these names correctly.
    for (through, named) in [
        ("windows-1252", "windows-1252"),
        ("windows-1250", "windows-1250"),
        ("windows-1251", "windows-1251"),
        ("windows-1254", "windows-1252"),
        ("macintosh", "macintosh"),
        ("ibm850", "ibm850"),
        ("ibm437", "ibm437"),
        ("ibm852", "ibm852"),
        ("ibm857", "ibm850"),
        ("ibm866", "ibm866"),
        ("koi8-r", "koi8-r"),
        ("x-mac-ce", "x-mac-ce"),
    ] {
        let mistaken = Encoding::named(through).unwrap();
        // The UTF-8 bytes of each name, mistakenly decoded in that encoding.
        let twice: Vec<String> = names.iter().filter_map(|name| mistaken.decode(name.as_bytes())).collect();
        assert!(twice.len() > 2, "{through}");
        let file = people("de", &twice.iter().map(String::as_str).collect::<Vec<_>>());
        let test = TestStack::start().await;
        let import = test.import(&file, json!({ "on_row_errors": "skip" })).await;
        assert_eq!(import["status"], "rejected", "{through}: {import}");
        let problem = &test.problems(id(&import)).await[0];
        let reported = (&problem["code"], &problem["severity"], &problem["rows"]);
        assert_eq!(reported, (&json!("file-mojibake"), &json!("error"), &json!(twice.len())), "{through}: {problem}");
        assert_eq!(problem["suggestions"], json!(["Jürgen"]), "{through}");
        let message = problem["message"].as_str().unwrap();
        assert!(message.contains(&format!("utf-8-twice/{named} ")), "{through}: {message}");
        assert_eq!(problem["encoding"], format!("utf-8-twice/{named}"), "{through}");
        let looked_at = test.import(&file, json!({ "confirm": true })).await;
        assert_eq!(looked_at["status"], "awaiting_confirmation", "{through}: {looked_at}");
        let dry_run = test.import(&file, json!({ "dry_run": true, "on_row_errors": "skip" })).await;
        assert_eq!(dry_run["status"], "rejected", "{through}: {dry_run}");
        let repaired = test.import(&file, json!({ "encoding": format!("utf-8-twice/{through}") })).await;
        assert_eq!(
            (&repaired["status"], test.codes(id(&repaired)).await.len()),
            (&json!("completed"), 0),
            "{repaired}"
        );
        assert_eq!(test.user("p0@example.org").await["name"], "Jürgen", "{through}");
        // An explicit encoding is accepted as long as the bytes are valid in it.
        let kept = test.import(&file, json!({ "encoding": "utf-8", "on_row_errors": "skip" })).await;
        assert_eq!(kept["status"], "completed", "{kept}");
    }
}
