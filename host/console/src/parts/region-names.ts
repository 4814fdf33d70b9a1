import { inBothLanguages } from "../i18n/language.js";

/** Every region GSE had (gse-semantics g); one host serves them all, as labels. */
export const regionNames = inBothLanguages(
  {
    "ap-shanghai": "Shanghai",
    "ap-beijing": "Beijing",
    "ap-guangzhou": "Guangzhou",
    "ap-chengdu": "Chengdu",
    "ap-hongkong": "Hong Kong",
    "ap-singapore": "Singapore",
    "ap-bangkok": "Bangkok",
    "ap-mumbai": "Mumbai",
    "ap-seoul": "Seoul",
    "ap-tokyo": "Tokyo",
    "eu-frankfurt": "Frankfurt",
    "eu-moscow": "Moscow",
    "na-ashburn": "Virginia",
    "na-siliconvalley": "Silicon Valley",
    "na-toronto": "Toronto",
  },
  {
    "ap-shanghai": "上海",
    "ap-beijing": "北京",
    "ap-guangzhou": "广州",
    "ap-chengdu": "成都",
    "ap-hongkong": "中国香港",
    "ap-singapore": "新加坡",
    "ap-bangkok": "曼谷",
    "ap-mumbai": "孟买",
    "ap-seoul": "首尔",
    "ap-tokyo": "东京",
    "eu-frankfurt": "法兰克福",
    "eu-moscow": "莫斯科",
    "na-ashburn": "弗吉尼亚",
    "na-siliconvalley": "硅谷",
    "na-toronto": "多伦多",
  },
);
