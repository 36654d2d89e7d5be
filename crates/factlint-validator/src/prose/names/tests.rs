use super::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<&str> = names(text).into_iter().map(|name| &text[name]).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn names_of_several_words() {
    check("He led the Communist Party of the Soviet Union (CPSU).", &["Communist Party of the Soviet Union", "CPSU"]);
    check("As historian A. M. Amzad argues", &["A. M. Amzad"]);
    check("then St. Petersburg fell", &["St. Petersburg"]);
    check("at the 20th Party Congress, he", &["20th Party Congress"]);
    check("on Berlin's Karl-Marx-Allee", &["Berlin", "Karl-Marx-Allee"]);
    check("the end of de-Stalinization came", &["de-Stalinization"]);
    check("with Ludwig van Beethoven in Bonn", &["Ludwig van Beethoven", "Bonn"]);
    check("as O'Brien said", &["O'Brien"]);
    check("the \"Article 58ers\", the \"Secret Speech\"", &["Article 58ers", "Secret Speech"]);
    check("the US and the \"Cult and Its Consequences\" of New York", &["US", "Cult", "Consequences", "New York"]);
}

#[test]
fn what_begins_a_sentence() {
    check("Anastas Mikoyan spoke.", &["Anastas Mikoyan"]);
    check("The monuments fell. Monuments to Stalin were removed.", &["Stalin"]);
    check("It was Volgograd. Volgograd was new.", &["Volgograd", "Volgograd"]);
    check("Historian Martin McCauley, a historian", &["Martin McCauley"]);
    check("In March he left. Subsequently he died.", &[]);
    check("\"We will\", said Lenin. \"They know.\"", &["Lenin"]);
    check("Poland won.", &["Poland"]);
    check("- Neo-Stalinism\n- The Third Blow", &["Neo-Stalinism", "Third Blow"]);
}

#[test]
fn no_names() {
    check("On Monday, 25 February 1956, in May I saw order No 020.", &[]);
    check("", &[]);
    check("the state and all of it", &[]);
}
