using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>What a reader of any file may rely on.</summary>
public class HouseStyleTests
{
    private const int MaximumLines = 350;

    private static SourceFile[] AllFiles => [.. Repository.SourceFiles("src", "generators", "tests", "samples")];

    [Fact]
    public void A_file_fits_on_a_few_screens() =>
        Expect.None(from file in AllFiles where file.LineCount > MaximumLines select $"{file.Path}: {file.LineCount} lines");

    [Fact]
    public void No_file_hides_code_in_regions() =>
        Expect.None(from file in AllFiles where Regex.IsMatch(file.Code, @"^\s*#region", RegexOptions.Multiline) select file.Path);

    [Fact]
    public void Source_silences_no_warning() =>
        Expect.None(
            from file in Repository.SourceFiles("src", "generators")
            where Regex.IsMatch(file.Code, @"^\s*#pragma\s+warning\s+disable", RegexOptions.Multiline)
            select file.Path);

    [Fact]
    public void Source_leaves_nothing_to_do_behind() =>
        Expect.None(
            from file in Repository.SourceFiles("src", "generators", "samples")
            where Regex.IsMatch(file.Text, @"\b(TODO|FIXME|HACK|XXX)\b")
            select file.Path);

    [Fact]
    public void Every_file_names_its_namespace_once_and_for_the_whole_file() =>
        Expect.None(
            from file in Repository.SourceFiles("src", "generators")
            where file.Namespace is not null && !Regex.IsMatch(file.Code, @"^namespace\s+[\w.]+;", RegexOptions.Multiline)
            select file.Path);
}
