#include "server/compress.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace midyear::server {

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // the largest window, with gzip's header
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::size_t in_done = 0, out_done = 0;
  constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + in_done));
    stream.avail_in = static_cast<uInt>(std::min(bytes.size() - in_done, kMost));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + out_done);
    stream.avail_out = static_cast<uInt>(std::min(out.size() - out_done, kMost));
    const uInt in = stream.avail_in, room = stream.avail_out;
    state = deflate(&stream, in_done + in == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    in_done += in - stream.avail_in;
    out_done += room - stream.avail_out;
    if (state == Z_STREAM_ERROR) break;
  }
  deflateEnd(&stream);
  out.resize(out_done);
  return out;
}

}  // namespace midyear::server
