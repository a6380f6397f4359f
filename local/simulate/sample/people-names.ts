/** Given names and family names by language; what stands after a bar is how the mailbox spells it. */
export const NAMES = {
  english: {
    given: ['Olivia', 'Noah', 'Amelia', 'Jack', 'Isla', 'Oscar', 'Mary-Jane', 'Ruth', 'Dwayne', 'Siobhán'],
    family: ['Smith', "O'Brien", 'Taylor', 'MacDonald', 'Williams-Jones', 'Okafor', 'Patel', 'Ng', 'Clarke'],
  },
  german: {
    given: ['Jörg', 'Anneliese', 'Maximilian', 'Käthe', 'Günther', 'Mia', 'Leon', 'Charlotte', 'Björn'],
    family: ['Müller', 'Weiß', 'von der Heide', 'Schröder', 'Jäger', 'Großmann', 'Lehmann-Körner', 'Vogt'],
  },
  portuguese: {
    given: ['João', 'Inês', 'Gonçalo', 'Josefina', 'Tomás', 'Conceição', 'Rui', 'Beatriz'],
    family: ['Quintaneiro', 'da Silva', 'Gonçalves', 'Magalhães', 'dos Santos', 'Leão', 'Simões'],
  },
  polish: {
    given: ['Łukasz', 'Małgorzata', 'Grzegorz', 'Żaneta', 'Paweł', 'Agnieszka', 'Świętosława'],
    family: ['Wójcik', 'Kowalczyk', 'Dąbrowski', 'Szczęsny', 'Żółkiewski', 'Gołąb'],
  },
  turkish: {
    given: ['Işıl', 'İbrahim', 'Çağla', 'Gökhan', 'Şule', 'Ümit'],
    family: ['Yıldız', 'Kılıç', 'Öztürk', 'Çelik', 'Şahin', 'Doğan'],
  },
  swedish: {
    given: ['Åsa', 'Göran', 'Märta', 'Sören', 'Linnéa', 'Håkan'],
    family: ['Ångström', 'Sjöberg', 'Öberg', 'Lindqvist', 'Nyström', 'Hägg'],
  },
  vietnamese: {
    given: ['Thị Hương', 'Văn Đức', 'Ngọc Ánh', 'Minh Tuấn', 'Thùy Dương'],
    family: ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng'],
  },
  japanese: {
    given: ['健|ken', '美咲|misaki', '翔太|shota', 'さくら|sakura', '大輔|daisuke', '陽子|yoko'],
    family: ['佐藤|sato', '鈴木|suzuki', '高橋|takahashi', '渡辺|watanabe', '伊藤|ito', '髙﨑|takasaki'],
  },
  arabic: {
    given: ['محمد|mohammed', 'فاطمة|fatima', 'أحمد|ahmed', 'ليلى|layla', 'يوسف|youssef'],
    family: ['الحسن|alhassan', 'المصري|almasri', 'بن علي|benali', 'حداد|haddad'],
  },
  greek: {
    given: ['Γιώργος|giorgos', 'Ελένη|eleni', 'Νίκος|nikos', 'Αικατερίνη|aikaterini'],
    family: ['Παπαδόπουλος|papadopoulos', 'Οικονόμου|oikonomou', 'Αγγέλου|angelou'],
  },
  russian: {
    given: ['Наталья|natalya', 'Дмитрий|dmitry', 'Алёна|alyona', 'Сергей|sergey'],
    family: ['Иванова|ivanova', 'Королёв|korolyov', 'Щербаков|shcherbakov', 'Юрьев|yuryev'],
  },
  hindi: {
    given: ['अनन्या|ananya', 'राहुल|rahul', 'प्रिया|priya', 'विक्रम|vikram'],
    family: ['शर्मा|sharma', 'गुप्ता|gupta', 'अय्यर|iyer', 'सिंह|singh'],
  },
} as const satisfies Record<
  string,
  { readonly given: readonly string[]; readonly family: readonly string[] }
>;

export type Language = keyof typeof NAMES;
