using System.Text;

namespace TypedSender.Shared;

/// <summary>
/// The secrets of the tests. All begin with one mark, which is looked for in everything that a run of the tests leaves behind; so none may stand in the name of a
/// test or in the data of a theory, which are written into the results. There "{password}" stands for it, see <see cref="In"/>.
/// </summary>
internal static class Canary
{
    public const string Mark = "CANARY-";
    public const string Password = Mark + "5c1d7f20a9";
    public const string OtherPassword = Mark + "e83b046d51";

    /// <summary>A message's body, a property's value: not the log's business either.</summary>
    public const string Content = Mark + "2af97c6b38";

    public static byte[] Bytes => Encoding.UTF8.GetBytes(Content);

    /// <summary>Puts the password into a text of a theory.</summary>
    public static string In(string text) => text.Replace("{password}", Password, StringComparison.Ordinal);
}
