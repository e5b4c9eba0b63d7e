//! A tenant's own e-mail templates: objects in the results bucket, under `templates/<language>/`.

use std::collections::BTreeMap;

use rollcall_domain::{
    keys,
    mail::{PART_BYTES_MAX, Part},
    stores::{ByteStream, StoreError},
};

use crate::{
    aws::Aws,
    errors::{S3, store_error},
    objects::{Object, ObjectStream},
    settings,
};

/// The files for one language, by part.
pub type TemplateFiles = BTreeMap<Part, Vec<u8>>;

impl Aws {
    /// Reads the templates from at most 1,000 objects, and returns them by lowercase language tag. Reads each object up to one byte beyond
    /// the maximum size of a part, so that an overlong part is detected without being read completely.
    pub async fn read_templates(&self) -> Result<BTreeMap<String, TemplateFiles>, StoreError> {
        let list =
            self.s3().list_objects_v2().bucket(self.part(settings::Part::ResultsBucket)?).prefix(keys::TEMPLATES);
        let listed = list.send().await.map_err(|error| store_error(S3, &error))?;
        let mut templates: BTreeMap<String, TemplateFiles> = BTreeMap::new();
        for key in listed.contents().iter().filter_map(aws_sdk_s3::types::Object::key) {
            if let Some((language, part)) = keys::parse_template(key)
                && let Some(bytes) = self.read_template(key).await?
            {
                templates.entry(language).or_default().insert(part, bytes);
            }
        }
        Ok(templates)
    }

    /// Reads an object. Returns `None` if it has been deleted since it was listed.
    async fn read_template(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let object = Object::latest(self.part(settings::Part::ResultsBucket)?, key);
        let length = PART_BYTES_MAX as u64 + 1;
        let Some(mut stream) = ObjectStream::open(self, object, 0, Some(length)).await? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        while let Some(piece) = stream.next_bytes().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(Some(bytes))
    }
}
