const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
  large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧
  large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
  white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_multiplication_x ✖️
  warning ⚠️ rotating_light 🚨 no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧 exclamation ❗ bangbang ‼️ question ❓
  grey_question ❔ information_source ℹ️ fire 🔥 fire_extinguisher 🧯 boom 💥 zap ⚡ bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢
  hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock3 🕒 clock9 🕘 calendar 📆 date 📅 spiral_calendar_pad 🗓️
  lock 🔒 unlock 🔓 key 🔑 shield 🛡️ closed_lock_with_key 🔐 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 magnet 🧲
  rocket 🚀 package 📦 ship 🚢 truck 🚚 rewind ⏪ leftwards_arrow_with_hook ↩️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️
  arrow_right_hook ↪️ repeat 🔁 arrows_counterclockwise 🔄 fast_forward ⏩ black_right_pointing_triangle ▶️ double_vertical_bar ⏸️
  memo 📝 pencil ✏️ pencil2 ✏️ clipboard 📋 page_facing_up 📄 file_folder 📁 open_file_folder 📂 books 📚 bookmark 🔖 label 🏷️ pushpin 📌
  round_pushpin 📍 link 🔗 paperclip 📎 scroll 📜 ledger 📒 receipt 🧾 mag 🔍 speech_balloon 💬 mag_right 🔎 bar_chart 📊 chart_with_upwards_trend 📈
  chart_with_downwards_trend 📉 ticket 🎫 ballot_box_with_ballot 🗳️ inbox_tray 📥 outbox_tray 📤 email 📧 envelope ✉️ pager 📟
  telephone_receiver 📞 phone ☎️ computer 💻 desktop_computer 🖥️ iphone 📱 satellite 📡 globe_with_meridians 🌐 cloud ☁️
  eyes 👀 wave 👋 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 raised_hand ✋ hand ✋ point_right 👉
  point_up ☝️ muscle 💪 writing_hand ✍️ handshake 🤝 bust_in_silhouette 👤 busts_in_silhouette 👥 technologist 🧑‍💻 firefighter 🧑‍🚒 robot_face 🤖
  smile 😄 slightly_smiling_face 🙂 grinning 😀 joy 😂 wink 😉 thinking_face 🤔 sweat_smile 😅 cry 😢 sob 😭 neutral_face 😐 scream 😱
  tada 🎉 sparkles ✨ star ⭐ star2 🌟 heart ❤️ green_heart 💚 100 💯 trophy 🏆 checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️
  seedling 🌱 ghost 👻 skull 💀 bug 🐛 snail 🐌 turtle 🐢 beers 🍻 coffee ☕ new 🆕 sos 🆘 id 🆔 mute 🔇 zzz 💤 dart 🎯 test_tube 🧪
  large_blue_diamond 🔷 large_orange_diamond 🔶 small_blue_diamond 🔹 small_orange_diamond 🔸 small_red_triangle 🔺 radio_button 🔘
  one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣`
    .split(/\s+/)
    .flatMap((word, index, words): [string, string][] => (index % 2 === 0 ? [[word, words[index + 1] ?? word]] : [])),
);

/** The character of a Slack emoji name, without colons. Only the names a bot is likely to use are known. */
export function emojiOf(name: string): string | undefined {
  return NAMES[name.replace(/::skin-tone-\d$/, '')];
}
