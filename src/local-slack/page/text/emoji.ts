/** The commonest of Slack's emoji names. Names that are not here show as typed, as `:party_parrot:`. */
const table = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 point_right 👉 point_left 👈
point_up ☝️ point_down 👇 ok_hand 👌 handshake 🤝 hand ✋ raised_hand ✋ v ✌️ crossed_fingers 🤞 writing_hand ✍️
smile 😄 smiley 😃 grinning 😀 grin 😁 slightly_smiling_face 🙂 blush 😊 wink 😉 joy 😂 laughing 😆 sweat_smile 😅
thinking_face 🤔 neutral_face 😐 disappointed 😞 cry 😢 sob 😭 heart_eyes 😍 sunglasses 😎 hugging_face 🤗
relaxed ☺️ relieved 😌 confused 😕 worried 😟 open_mouth 😮 upside_down_face 🙃 zipper_mouth_face 🤐 eyes 👀 ear 👂
brain 🧠 speech_balloon 💬 thought_balloon 💭 busts_in_silhouette 👥 bust_in_silhouette 👤 people_hugging 🫂
heart ❤️ green_heart 💚 blue_heart 💙 yellow_heart 💛 purple_heart 💜 broken_heart 💔 sparkling_heart 💖
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🎖️ sports_medal 🏅 first_place_medal 🥇 sparkles ✨ star ⭐ star2 🌟 dizzy 💫
fire 🔥 boom 💥 zap ⚡ 100 💯 rocket 🚀 dart 🎯 bulb 💡 key 🔑 lock 🔒 unlock 🔓 shield 🛡️ mag 🔍 telescope 🔭
seedling 🌱 deciduous_tree 🌳 evergreen_tree 🌲 herb 🌿 four_leaf_clover 🍀 sunflower 🌻 sunny ☀️ partly_sunny ⛅
rainbow 🌈 umbrella ☂️ umbrella_with_rain_drops ☔ snowflake ❄️ ocean 🌊 mountain ⛰️ compass 🧭 world_map 🗺️ earth_africa 🌍 earth_americas 🌎
coffee ☕ tea 🍵 cake 🍰 pizza 🍕 apple 🍎 beers 🍻
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ warning ⚠️
no_entry ⛔ no_entry_sign 🚫 question ❓ grey_question ❔ exclamation ❗ heavy_exclamation_mark ❗ information_source ℹ️
red_circle 🔴 large_blue_circle 🔵 large_green_circle 🟢 large_yellow_circle 🟡 large_orange_circle 🟠 white_circle ⚪
black_circle ⚫ small_blue_diamond 🔹 small_orange_diamond 🔸 white_large_square ⬜ large_green_square 🟩
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩
heavy_plus_sign ➕ heavy_minus_sign ➖ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣
calendar 📆 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ stopwatch ⏱️ hourglass ⌛ hourglass_flowing_sand ⏳
clock1 🕐 clock3 🕒 clock9 🕘 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 mailbox 📫 email ✉️ e-mail 📧 envelope ✉️ inbox_tray 📥
outbox_tray 📤 memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 scissors ✂️
book 📖 books 📚 notebook 📓 newspaper 📰 bookmark 🔖 label 🏷️ file_folder 📁 open_file_folder 📂 page_facing_up 📄
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 computer 💻 iphone 📱 telephone_receiver 📞
gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ toolbox 🧰 test_tube 🧪 microscope 🔬 package 📦 wastebasket 🗑️
construction 🚧 vertical_traffic_light 🚦 checkered_flag 🏁 triangular_flag_on_post 🚩 house 🏠 office 🏢 school 🏫
mortar_board 🎓 briefcase 💼 moneybag 💰 credit_card 💳 ticket 🎫 art 🎨 musical_note 🎵 jigsaw 🧩
robot_face 🤖 ghost 👻 skull 💀 bug 🐛 bee 🐝 turtle 🐢 cat 🐱 dog 🐶 owl 🦉 butterfly 🦋 unicorn_face 🦄 see_no_evil 🙈
runner 🏃 walking 🚶 juggling 🤹 teacher 🧑‍🏫 technologist 🧑‍💻 ladder 🪜 bridge_at_night 🌉 footprints 👣 anchor ⚓
`;

const characters = new Map<string, string>();
const words = table.trim().split(/\s+/);
for (let at = 0; at + 1 < words.length; at += 2) characters.set(words[at] ?? '', words[at + 1] ?? '');

/** The character for a name without colons, as `tada`; undefined when we do not know it. */
export function emojiOf(name: string): string | undefined {
  return characters.get(name);
}

/** `:names:` in plain text to characters; unknown names stay. */
export function withEmoji(text: string): string {
  return text.replace(
    /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g,
    (typed, name: string) => characters.get(name) ?? typed,
  );
}
