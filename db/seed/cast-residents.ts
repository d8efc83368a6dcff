import type { DepartmentCode } from './departments'

/**
 * What is on record about balance check-ins: `fresh` and `soon` (due within two weeks) within 90 days, `overdue` longer ago;
 * `none` and `offered` nothing on record after day 30; `new` before day 30; `later` starts next month.
 */
export type OnRecord = 'fresh' | 'soon' | 'overdue' | 'none' | 'offered' | 'new' | 'later'

export type ResidentLine = {
  name: string
  department: DepartmentCode
  kind: 'anios' | 'aios'
  fte: number
  /** Weeks before this Monday on which she started. */
  weeks: number
  onRecord: OnRecord
  /** Came from another department of this hospital, so many weeks ago. */
  movedFrom?: readonly [DepartmentCode, number]
  /** Which of the department's supervisors, counted from 0; null: the coordinator still has to give her one. */
  supervisor?: number | null
  locale?: 'en'
}

type Rest = Pick<ResidentLine, 'movedFrom' | 'supervisor' | 'locale'>
const line = (
  name: string,
  department: DepartmentCode,
  kind: 'anios' | 'aios',
  fte: number,
  weeks: number,
  onRecord: OnRecord,
  rest: Rest = {},
): ResidentLine => ({ name, department, kind, fte, weeks, onRecord, ...rest })

/** Invented people; a bar between given name and family name. The order gives the staff numbers: add at the end. */
export const residentLines: readonly ResidentLine[] = [
  line('Noor|van der Linde', 'surgery-north', 'aios', 1, 32, 'fresh', { supervisor: 0 }),
  line('Meryem|Aydın', 'surgery-north', 'anios', 1, 5, 'none', { supervisor: 0 }),
  line('Jelle|Hoekstra', 'surgery-north', 'aios', 0.8, 61, 'overdue', { supervisor: 0 }),
  line('Chantal|Pinas', 'surgery-north', 'anios', 1, 14, 'offered', { supervisor: 0 }),
  line('Sjoerd|Wiersma', 'surgery-north', 'aios', 1, 44, 'fresh', { supervisor: 0 }),
  line('Halina|Wójcik', 'surgery-north', 'anios', 0.9, 27, 'soon', { supervisor: 0, locale: 'en' }),
  line('Bram|van den Heuvel', 'surgery-north', 'aios', 1, 53, 'fresh', { supervisor: 1 }),
  line('Farah|el Idrissi', 'surgery-north', 'anios', 0.8, 9, 'none', { supervisor: 1 }),
  line('Lotte|de Graaf', 'medicine-north', 'aios', 1, 70, 'fresh'),
  line('Yassin|Amezian', 'medicine-north', 'anios', 1, 24, 'fresh'),
  line('Gijs|Terpstra', 'medicine-north', 'aios', 0.8, 40, 'overdue', { movedFrom: ['geriatrics-east', 12] }),
  line('Putri|Wibowo', 'medicine-north', 'anios', 1, 18, 'fresh', { locale: 'en' }),
  line('Emma|Claes', 'medicine-north', 'aios', 0.9, 57, 'soon'),
  line('Ruben|Kartodikromo', 'medicine-north', 'anios', 1, 13, 'fresh'),
  line('Ilse|Noordhuis', 'medicine-north', 'anios', 1, 2, 'new', { supervisor: null }),
  line('Deniz|Korkmaz', 'medicine-north', 'aios', 1, 52, 'fresh'),
  line('Thijs|van Leeuwen', 'emergency-north', 'anios', 1, 21, 'fresh'),
  line('Shanice|Landveld', 'emergency-north', 'anios', 0.8, 36, 'overdue'),
  line('Karolina|Zielińska', 'emergency-north', 'anios', 1, 16, 'fresh', { locale: 'en' }),
  line('Wouter|Postma', 'emergency-north', 'aios', 1, 48, 'fresh', { movedFrom: ['surgery-south', 20] }),
  line('Hafsa|Benali', 'emergency-north', 'anios', 0.9, 28, 'soon'),
  line('Joris|Verhelst', 'emergency-north', 'anios', 1, 1, 'new', { supervisor: null }),
  line('Femke|Dijkstra', 'emergency-north', 'anios', 1, 12, 'fresh'),
  line('Anouk|Janssens', 'paediatrics-north', 'aios', 0.8, 65, 'fresh'),
  line('Sevda|Öztürk', 'paediatrics-north', 'anios', 1, 22, 'fresh'),
  line('Marit|Huizinga', 'paediatrics-north', 'aios', 0.6, 80, 'overdue'),
  line('Rajesh|Jagroep', 'paediatrics-north', 'anios', 1, 30, 'fresh'),
  line('Nienke|ter Haar', 'paediatrics-north', 'aios', 0.7, 45, 'fresh', {
    movedFrom: ['medicine-east', 26],
  }),
  line('Ewa|Szymańska', 'paediatrics-north', 'anios', 1, 3, 'new', { locale: 'en' }),
  line('Daan|Kuiper', 'geriatrics-east', 'aios', 1, 34, 'fresh'),
  line('Siti|Rahayu', 'geriatrics-east', 'anios', 1, 20, 'fresh', { locale: 'en' }),
  line("Maartje|van 't Hof", 'geriatrics-east', 'aios', 0.8, 55, 'overdue'),
  line('Bilal|Azzouzi', 'geriatrics-east', 'anios', 1, 11, 'offered'),
  line('Tjitske|Bouma', 'geriatrics-east', 'anios', 0.6, 38, 'fresh'),
  line('Hugo|Vermeiren', 'medicine-east', 'aios', 1, 42, 'fresh'),
  line('Naomi|Kromosoeto', 'medicine-east', 'anios', 1, 26, 'fresh'),
  line('Pim|Schouten', 'medicine-east', 'anios', 1, 7, 'none'),
  line('Élise|Dumortier', 'medicine-east', 'aios', 0.9, 50, 'soon', { movedFrom: ['geriatrics-south', 24] }),
  line('Elif|Şimşek', 'medicine-east', 'anios', 1, 17, 'fresh'),
  line('Matthijs|Oosterbaan', 'medicine-east', 'aios', 1, 76, 'overdue'),
  line('Iris|Feenstra', 'psychiatry-east', 'aios', 0.8, 58, 'fresh'),
  line('Samir|Tahiri', 'psychiatry-east', 'aios', 1, 33, 'fresh'),
  line('Zuzanna|Król', 'psychiatry-east', 'anios', 1, 19, 'fresh', { locale: 'en' }),
  line('Lars|Engbers', 'psychiatry-east', 'aios', 1, 46, 'fresh', { movedFrom: ['medicine-north', 30] }),
  line('Dewi|Santoso', 'psychiatry-east', 'anios', 0.9, 3, 'new'),
  line('Mees|Wagenaar', 'surgery-south', 'anios', 1, 23, 'fresh'),
  line('Gülsüm|Çetin', 'surgery-south', 'aios', 1, 51, 'fresh'),
  line('Roos|van Ginneken', 'surgery-south', 'anios', 0.8, 29, 'overdue'),
  line('Adriaan|de Clercq', 'surgery-south', 'aios', 1, 67, 'soon'),
  line('Priscilla|Wijngaarde', 'surgery-south', 'anios', 1, 8, 'none'),
  line('Floor|Mulder', 'emergency-south', 'anios', 0.9, 25, 'fresh'),
  line('Ayoub|Chaouch', 'emergency-south', 'anios', 1, 15, 'fresh'),
  line('Jesse|Nijland', 'emergency-south', 'anios', 1, 37, 'fresh', { movedFrom: ['emergency-north', 14] }),
  line('Małgorzata|Sroka', 'emergency-south', 'anios', 1, 31, 'fresh', { locale: 'en' }),
  line('Hilde|Goossens', 'emergency-south', 'aios', 0.7, 49, 'overdue'),
  line('Rik|Zwart', 'emergency-south', 'anios', 1, 10, 'offered'),
  line('Sara|Haddadi', 'geriatrics-south', 'aios', 1, 39, 'fresh'),
  line('Bart|Koster', 'geriatrics-south', 'anios', 1, 22, 'fresh'),
  line('Renske|van Loon', 'geriatrics-south', 'anios', 1, 0, 'later'),
  line('Oumaima|Lahlou', 'geriatrics-south', 'anios', 0.8, 3, 'new'),
]
