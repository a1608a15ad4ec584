import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * PDF/UA-1 by the veraPDF engine: paths on standard input, one a line; for each file one line
 * "path TAB passed" or a line "path TAB rule: message" for every rule it breaks.
 *
 * The jar the engine comes in has lost the code that reads profiles (JAXB), so the profile, which
 * it does hold, is read here.
 */
public class VeraPdf {
    private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";
    private static final int SHOWN = 1; // of the places where one rule is broken

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = readProfile();
        BufferedReader paths =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            for (String said : judge(new File(path), profile)) {
                out.println(path + "\t" + said);
            }
        }
    }

    private static Set<String> judge(File file, ValidationProfile profile) {
        Set<String> said = new TreeSet<>();
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, FLAVOUR);
                PDFAValidator validator =
                    ValidatorFactory.createValidator(profile, SHOWN, false, true, false)) {
            for (TestAssertion found : validator.validate(parser).getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    said.add(named(found.getRuleId()) + ": " + oneLine(found.getErrorMessage()));
                }
            }
        } catch (Throwable fault) { // a file no parser can read must not stop the rest
            said.add("unreadable: " + oneLine(fault.toString()));
        }
        return said.isEmpty() ? Collections.singleton("passed") : said;
    }

    private static String named(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String oneLine(String words) {
        return words == null ? "" : words.replaceAll("\\s+", " ");
    }

    private static ValidationProfile readProfile() throws Exception {
        Element top;
        try (InputStream stream = VeraPdf.class.getResourceAsStream(PROFILE)) {
            top = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream)
                .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : kids(top, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : kids(top, "variable")) {
            variables.add(Profiles.variableFromValues(
                variable.getAttribute("name"), variable.getAttribute("object"),
                text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(
            FLAVOUR, Profiles.profileDetailsFromValues("", "", "", new Date()), "", rules,
            variables);
    }

    private static Rule readRule(Element rule) {
        Element id = kids(rule, "id").get(0);
        Element error = kids(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element one : kids(error, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(one.getTextContent().trim(), null, null));
        }
        boolean deferred = Boolean.parseBoolean(rule.getAttribute("deferred"));
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), deferred ? Boolean.TRUE : null, rule.getAttribute("tags"),
            text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(error, "message"), arguments),
            Collections.emptyList());
    }

    private static List<Element> kids(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> kids = new ArrayList<>();
        for (int place = 0; place < found.getLength(); place++) {
            kids.add((Element) found.item(place));
        }
        return kids;
    }

    private static String text(Element parent, String name) {
        return kids(parent, name).get(0).getTextContent().trim();
    }
}
