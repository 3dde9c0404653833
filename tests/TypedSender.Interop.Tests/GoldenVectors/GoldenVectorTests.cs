using TypedSender.Interop.Tests.Readers;
using TypedSender.Interop.Tests.Shapes;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.GoldenVectors;

/// <summary>What a sender encodes today is byte for byte what is kept, and what is kept is read by implementations of others.</summary>
public class GoldenVectorTests
{
    public static TheoryData<string> Shapes => [.. ShapeTable.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task The_bytes_of_today_are_those_that_are_kept(string name)
    {
        RecordedMessage message = await ShapeTable.Find(name).EncodeAsync();
        string today = GoldenFile.Print(message);
        if (GoldenFile.IsWriting && !(File.Exists(GoldenFile.PathOf(name)) && await File.ReadAllTextAsync(GoldenFile.PathOf(name)) == today))
        {
            Directory.CreateDirectory(GoldenFile.Folder);
            await File.WriteAllTextAsync(GoldenFile.PathOf(name), today);
        }

        Assert.Equal((await File.ReadAllTextAsync(GoldenFile.PathOf(name))).ReplaceLineEndings("\n"), today);
        Assert.Equal(Convert.ToHexString(GoldenFile.Load(name).Bytes), Convert.ToHexString(message.Bytes.Span));
    }

    [Fact]
    public void Each_file_is_that_of_a_form() =>
        Assert.Equal(ShapeTable.All.Select(shape => shape.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(GoldenFile.Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>What each reader sees is asked in <see cref="ReaderTests"/>; here, that no form is left to ourselves.</summary>
    [Fact]
    public void Each_form_is_read_right_by_two_implementations_of_others_at_the_least() =>
        Assert.All(ShapeTable.All, shape => Assert.InRange(ReaderNames.Implementations.Count(reader => DisagreementTable.Find(reader, shape.Name) is null), 2, ReaderNames.Implementations.Count));
}
