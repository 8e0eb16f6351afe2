import { foundPlaces } from '#directory';
import { openSchools } from '#schools';
import { districts, levelsOf, schoolsOf } from './shape.ts';
import type { PlayedPlaces, Stage } from './world.ts';

const FROM = '2015-07-01';
const DOCUMENT = 'Dữ liệu mẫu';

/** The tree: a province with its districts and communes, the department with its rooms and district offices, and the schools. */
export async function playPlaces(stage: Stage): Promise<PlayedPlaces> {
  const found = async (places: PlaceGiven[]) =>
    await stage.act(foundPlaces, { places, fromDay: FROM, document: DOCUMENT });

  const [provinceId = 0] = await found([
    {
      kind: 'province',
      name: 'Tỉnh Kon Tum',
      shortName: 'Kon Tum',
      parentId: null,
      codes: [{ scheme: 'gso', code: '62' }],
    },
  ]);
  const [departmentId = 0] = await found([
    {
      kind: 'department',
      name: 'Sở Giáo dục và Đào tạo tỉnh Kon Tum',
      shortName: 'Sở GDĐT Kon Tum',
      parentId: provinceId,
    },
  ]);
  const roomNames = [
    'Văn phòng Sở',
    'Phòng Kế hoạch - Tài chính',
    'Phòng Giáo dục Trung học',
    'Phòng Giáo dục Mầm non - Tiểu học',
    'Phòng Quản lý chất lượng và Giáo dục chuyên nghiệp',
    'Tổ hỗ trợ ứng dụng CNTT',
  ];
  const [office = 0, planning = 0, secondary = 0, primary = 0, quality = 0, it = 0] = await found(
    roomNames.map(name => ({ kind: 'room' as const, name, parentId: departmentId })),
  );

  const districtIds = await found(
    districts.map(district => ({
      kind: 'district' as const,
      name: district.name,
      shortName: district.shortName,
      parentId: provinceId,
      codes: [{ scheme: 'gso', code: district.gso }],
    })),
  );
  const communeList = districts.flatMap((district, at) =>
    district.communes.map(([gso, name]) => ({ gso, name, district, districtId: districtIds[at] ?? 0 })),
  );
  const communeIds = await found(
    communeList.map(commune => ({
      kind: 'commune' as const,
      name: commune.name,
      parentId: commune.districtId,
      codes: [{ scheme: 'gso', code: commune.gso }],
    })),
  );
  const communeOf = new Map(
    communeList.map((commune, at) => [`${commune.district.key}/${commune.name}`, communeIds[at] ?? 0]),
  );
  const officeIds = await found(
    districts.map(district => ({
      kind: 'district-office' as const,
      name: `Phòng Giáo dục và Đào tạo ${district.name.replace(/^(Huyện|Thành phố)/, kind => kind.toLowerCase())}`,
      shortName: `Phòng GDĐT ${district.shortName}`,
      parentId: departmentId,
      communeId: communeOf.get(`${district.key}/${district.communes[0]?.[1]}`) ?? null,
    })),
  );
  const districtOffices = new Map(districts.map((district, at) => [district.key, officeIds[at] ?? 0]));

  const shapes = schoolsOf(stage.size);
  const schoolIds = await found(
    shapes.map(shape => ({
      kind: shape.level === 'centre' ? ('centre' as const) : ('school' as const),
      name: shape.name,
      shortName: shape.shortName,
      parentId:
        shape.underDepartment || shape.level === 'centre'
          ? departmentId
          : (districtOffices.get(shape.district.key) ?? departmentId),
      communeId: communeOf.get(`${shape.district.key}/${shape.commune}`) ?? null,
      codes: [{ scheme: 'moet', code: shape.code }],
    })),
  );
  const sites = shapes.flatMap((shape, at) =>
    shape.sites.map(name => ({ kind: 'site' as const, name, parentId: schoolIds[at] ?? 0 })),
  );
  if (sites.length > 0) await found(sites);
  await stage.act(openSchools, {
    schools: shapes.map((shape, at) => ({
      schoolId: schoolIds[at] ?? 0,
      levels: levelsOf[shape.level],
      boarding: shape.boarding,
      managedBy:
        shape.underDepartment || shape.level === 'centre' ? ('department' as const) : ('district-office' as const),
    })),
  });
  return {
    provinceId,
    departmentId,
    districtOffices,
    rooms: { office, planning, secondary, primary, quality, it },
    schools: shapes.map((shape, at) => ({ shape, schoolId: schoolIds[at] ?? 0 })),
  };
}

interface PlaceGiven {
  kind: 'province' | 'department' | 'room' | 'district' | 'commune' | 'district-office' | 'centre' | 'school' | 'site';
  name: string;
  shortName?: string;
  parentId: number | null;
  communeId?: number | null;
  codes?: { scheme: string; code: string }[];
}
