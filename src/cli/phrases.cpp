#include "cli/phrases.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace alioth::cli {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Longer phrases before their parts.
constexpr std::array phrases = std::to_array<Pair>({
    // Basis of a row.
    {"no data: transfers begin in ", "无数据：净转移始于 "},
    {"no data: no land-use flux for this region and year", "无数据：该地区该年无土地利用通量"},
    {"no data: no national inventory of land is imported for this region and year",
     "无数据：未导入该地区该年的国家土地清单"},
    {"no data: the source has no CH4, N2O or F-gases of this region alone",
     "无数据：来源未单列该地区的 CH4、N2O 或含氟气体"},
    {"no data: no fossil CO2 in the source", "无数据：来源无化石 CO2"},
    {"no data: the sources have no such region", "无数据：来源无此地区"},
    {"no data: no population for this region and year", "无数据：无人口数据"},
    {"no data: no GDP for this region and year", "无数据：无 GDP 数据"},
    {"no data: no area for this region and year", "无数据：无面积数据"},
    {"not applicable: this line has no land", "不适用：该条目无土地"},
    {"no data for members ", "下列成员无数据："},
    {"no data", "无数据"},
    {"countries without a published transfer; closes the world", "无已发表净转移的国家；使世界闭合"},
    {"the source's world minus its lines", "来源的世界值减各条目之和"},
    {"last published transfer, scaled by production", "最近一年净转移按生产侧缩放"},
    {"sum of the published transfers", "已发表净转移之和"},
    {"published transfer: consumption - territorial", "已发表净转移：消费侧 - 领土"},
    {"published transfer", "已发表净转移"},
    {"carried from ", "沿用自 "},
    {"land: mean of ", "土地：均值 "},
    {"land: national inventory", "土地：国家清单"},
    {"land: ", "土地："},
    {"mean of the bookkeeping models", "簿记模型均值"},
    {"mean of the last five years of the models", "模型最近五年均值"},
    {"one bookkeeping model", "单一簿记模型"},
    {"national inventory", "国家清单"},
    {"mean of ", "均值 "},
    {"as reported", "原始报告值"},
    {"reported", "原始报告值"},
    // Kinds of error.
    {"energy statistics of the country", "该国能源统计"},
    {"default factors of the sectors, common to all countries", "各部门默认因子（各国共有）"},
    {"revision of the transfers between editions", "净转移的版本间修订"},
    {"back-test of carrying the last transfer", "沿用净转移的回测误差"},
    {"spread of the bookkeeping models", "簿记模型的离散度"},
    {"back-test of the five-year mean", "五年均值的回测误差"},
    // Checks.
    {"the two files of the Global Carbon Budget", "全球碳预算的两个文件之差"},
    // Messages.
    {"unknown region", "未知地区"},
    {"unknown boundary", "未知边界"},
    {"unknown command", "未知命令"},
    {"unknown option", "未知选项"},
    {"unknown format", "未知格式"},
    {"unknown language", "未知语言"},
    {"unknown land view", "未知土地视角"},
    {"unknown value of ", "取值无效 "},
    {"wrong value", "取值无效"},
    {"year out of range", "年份超出范围"},
    {"the range of years is empty", "年份范围为空"},
    {"did you mean ", "您是否指 "},
    {"one of ", "下列之一 "},
    {"no data yet for the boundary ", "该边界尚无数据 "},
    {"only queries that read are allowed", "只允许读取查询"},
    {"the database refuses the query", "数据库拒绝该查询"},
    {"the database file is damaged", "数据库文件已损坏"},
    {"only CO2 is published under the boundary ", "该边界只发表了 CO2："},
    {"this is no figure's ID", "不是数字的 ID"},
    {"missing value", "缺少取值"},
    {"cannot reach the database server", "无法连接数据库服务器"},
    {"cannot read the file", "无法读取文件"},
    {"no known format", "无法识别的格式"},
});

}  // namespace

std::string phrase(std::string text, Language language) {
    if (language == Language::en) return text;
    for (const auto& [en, zh] : phrases) {
        for (std::size_t at = 0; (at = text.find(en, at)) != std::string::npos; at += zh.size())
            text.replace(at, en.size(), zh);
    }
    return text;
}

}  // namespace alioth::cli
