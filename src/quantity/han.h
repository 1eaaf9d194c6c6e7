#pragma once

// What single characters mean in Chinese numerals. Internal to the room.

#include <cstdint>

namespace midyear::quantity {

constexpr bool is_arabic(char16_t c) { return c >= u'0' && c <= u'9'; }

// 0…9, or -1. Formal digits (壹贰叁) count as well.
constexpr int han_digit(char16_t c) {
  switch (c) {
    case u'〇':
    case u'零':
    case u'○':
      return 0;
    case u'一':
    case u'壹':
      return 1;
    case u'二':
    case u'贰':
    case u'两':
    case u'俩':
    case u'貳':
    case u'兩':
    case u'倆':
      return 2;
    case u'三':
    case u'叁':
    case u'叄':
    case u'參':
      return 3;
    case u'四':
    case u'肆':
      return 4;
    case u'五':
    case u'伍':
      return 5;
    case u'六':
    case u'陆':
    case u'陸':
      return 6;
    case u'七':
    case u'柒':
      return 7;
    case u'八':
    case u'捌':
      return 8;
    case u'九':
    case u'玖':
      return 9;
    default:
      return -1;
  }
}

// 1 for 十, 2 for 百, 3 for 千; 0 for others.
constexpr int han_power(char16_t c) {
  switch (c) {
    case u'十':
    case u'拾':
      return 1;
    case u'百':
    case u'佰':
      return 2;
    case u'千':
    case u'仟':
      return 3;
    default:
      return 0;
  }
}

// 4 for 万, 8 for 亿; 0 for others.
constexpr int han_scale(char16_t c) {
  switch (c) {
    case u'万':
    case u'萬':
      return 4;
    case u'亿':
    case u'億':
      return 8;
    default:
      return 0;
  }
}

// Digits of cheques and contracts; one alone is a name or a verb (陆, 伍, 拾) more often than a number.
constexpr bool is_formal(char16_t c) {
  switch (c) {
    case u'壹':
    case u'贰':
    case u'叁':
    case u'肆':
    case u'伍':
    case u'陆':
    case u'柒':
    case u'捌':
    case u'玖':
    case u'拾':
    case u'佰':
    case u'仟':
    case u'貳':
    case u'叄':
    case u'參':
    case u'陸':
    case u'俩':
    case u'倆':
      return true;
    default:
      return false;
  }
}

// 2 for 廿 (twenty), 3 for 卅; 0 for others.
constexpr int han_tens(char16_t c) { return c == u'廿' ? 2 : c == u'卅' ? 3 : 0; }

constexpr bool starts_numeral(char16_t c) {
  return is_arabic(c) || han_digit(c) >= 0 || han_power(c) > 0 || han_tens(c) > 0;
}

}  // namespace midyear::quantity
