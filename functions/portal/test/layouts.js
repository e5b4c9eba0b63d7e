// Layouts as GET /layouts returns them, without help texts and options.
const column = (label, required, kind, more = {}) => ({ label, required, rule: { kind, ...more }, help: "" });
const limits = (rows_max) => ({ rows_max, file_bytes_max: 104_857_600, course_columns_max: 200 });

export const enrolment = {
  name: "enrolment",
  columns: [
    column("enabled", true, "enabled"),
    column("name", true, "name", { chars_max: 128, plain: false }),
    column("last_name", false, "name", { chars_max: 128, plain: false }),
    column("email", true, "email"),
    column("companyName", true, "company"),
    column("cohortName", false, "cohort"),
    column("languageCode", true, "language_tag"),
    column("job_role", false, "free_text", { chars_max: 256 }),
    column("region", false, "free_text", { chars_max: 256 }),
  ],
  numbered: { prefix: "module requested ", columns_max: 200, template_default: 3, rule: { kind: "course" }, help: "" },
  synonyms: {
    name: ["vorname", "firstname"],
    last_name: ["nachname", "lastname"],
    email: ["mail"],
    companyName: ["company", "firma"],
  },
  unknown_columns: "refuse",
  existing_users: "by_option",
  limits: limits(1000),
};

export const learners = {
  name: "learners",
  columns: [
    column("firstname", true, "name", { chars_max: 64, plain: true }),
    column("lastname", true, "name", { chars_max: 64, plain: true }),
    column("email", true, "email"),
    column("identifier", false, "identifier"),
    column("country", false, "country"),
    column("language", true, "language_code"),
  ],
  numbered: null,
  synonyms: { firstname: ["vorname"], lastname: ["nachname"] },
  unknown_columns: "ignore",
  existing_users: "refuse",
  limits: limits(250),
};

export const layouts = [enrolment, learners];

/** The labels of a file of the layout `enrolment`. */
export const HEAD = "enabled,name,last_name,email,companyName,cohortName,languageCode,module requested 1";
