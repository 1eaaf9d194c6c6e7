#include "reading/outline_builder.h"
#include "reading/stages.h"

namespace midyear::reading {

// The body is what the chrome leaves: stretches between chrome, each read line by line.
void outline(Reading& reading) {
  OutlineBuilder builder(reading);
  text::Offset from = 0;
  for (const Span& chrome : reading.page.chrome) {
    builder.read({from, chrome.begin});
    from = chrome.end;
  }
  builder.read({from, static_cast<text::Offset>(reading.text().size())});
  builder.finish();
}

}  // namespace midyear::reading
