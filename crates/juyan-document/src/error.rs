//! Why a file could not be read.

/// Why bytes did not become a document. Each says what to do; the rim puts the file's name before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing in it, or nothing but white space.
    #[error("the file holds no text; choose the file that holds the report")]
    Empty,
    /// The bytes are text in no encoding that is known here.
    #[error("the text is in no encoding that could be recognised; save it as UTF-8")]
    Encoding,
    /// The bytes are no text and no format that is read here.
    #[error("this is not a text, web page, Word document or PDF; choose the report itself")]
    Binary,
    /// A workbook of tables.
    #[error("this is a workbook; tables go into a ledger (juyan import), reports are read as .docx")]
    Workbook,
    /// The name says PDF or Word, and the bytes are neither: a download that broke off, the page of an error.
    #[error(
        "the name says PDF or Word, but it is neither; get the file again, or name it after what it is (.txt, .html)"
    )]
    Misnamed,
    /// A format that is recognised but not read: slides, `OpenDocument`, RTF, an old `.doc`.
    #[error("this format is not read; save the report as .docx and try again")]
    Unsupported,
    /// PDF, in a program that was built without it.
    #[error(
        "this program was built without PDF; save the report as .docx, or use a build with it (cargo install --features pdf)"
    )]
    PdfNotBuilt,
    /// The zip archive around a Word document is damaged.
    #[error(
        "the Word document is damaged (its zip archive cannot be read); open it in a word processor and save it again"
    )]
    BrokenZip,
    /// The archive can be read, but what is in it is no Word document, or a damaged one.
    #[error(
        "the Word document is damaged (its content cannot be read); open it in a word processor and save it again"
    )]
    BrokenDocx,
    /// The PDF's structure is damaged.
    #[error("the PDF is damaged; make it again from its source")]
    BrokenPdf,
    /// The archive unpacks to far more than it should.
    #[error(
        "the archive unpacks to far more than any report holds and was not opened; save the words alone as .docx or .txt"
    )]
    ZipBomb,
    /// A password is needed.
    #[error("the file is encrypted; take off its password and try again")]
    Encrypted,
    /// A PDF whose pages are pictures.
    #[error(
        "the PDF holds pictures of pages and no text (a scan); use the original document or run text recognition first"
    )]
    Scan,
    /// A web page or Word document nested deeper than any honest one.
    #[error("the elements are nested too deep to be a report; save its words as plain text and try that")]
    TooDeep,
    /// More bytes than are read.
    #[error("the file is larger than any report (the limit is 64 MiB); split it")]
    TooLarge,
    /// More numbers than are read.
    #[error(
        "the file holds more numbers than any report (over 200,000, and fewer than twenty characters to each); split it"
    )]
    TooManyNumbers,
    /// Traditional Chinese in the encoding of Taiwan and Hong Kong.
    #[error(
        "the text is in Big5, in traditional characters, which are not read; save it in simplified characters as UTF-8"
    )]
    Big5,
}

impl ReadError {
    /// A name that does not change, for messages in other languages: `broken-zip`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Encoding => "encoding",
            Self::Binary => "binary",
            Self::Workbook => "workbook",
            Self::Misnamed => "misnamed",
            Self::Unsupported => "unsupported",
            Self::PdfNotBuilt => "pdf-not-built",
            Self::BrokenZip => "broken-zip",
            Self::BrokenDocx => "broken-docx",
            Self::BrokenPdf => "broken-pdf",
            Self::ZipBomb => "zip-bomb",
            Self::Encrypted => "encrypted",
            Self::Scan => "scan",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::TooManyNumbers => "too-many-numbers",
            Self::Big5 => "big5",
        }
    }
}
